using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;
using Daybreak.Standins;

namespace Amazon.SimpleSystemsManagement;

/// <summary>Configuration of the client: region, endpoint, retries, timeouts.</summary>
public partial class AmazonSimpleSystemsManagementConfig : ClientConfig
{
    internal static readonly JsonService Service = new("SSM", "ssm", "AmazonSSM", "Amazon.SimpleSystemsManagement", "2014-11-06")
    {
        GovCloudIsFips = true,
    };

    public AmazonSimpleSystemsManagementConfig()
        : base(StandardDefaults.Provider())
    {
        base.ServiceId = Service.ServiceId;
        AuthenticationServiceName = Service.EndpointPrefix;
        EndpointProvider = new RegionalEndpointProvider(Service);
    }

    public static new string ServiceId => Service.ServiceId;

    public override string RegionEndpointServiceName => Service.EndpointPrefix;

    public override string ServiceVersion => Service.ApiVersion;

    public override string UserAgent { get; } = InternalSDKUtils.BuildUserAgentString(Service.ServiceId, "4.0.0.0");

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
        => EndpointProvider.ResolveEndpoint(RegionalEndpointResolver.ParametersOf(this, parameters.AlternateEndpoint));
}
