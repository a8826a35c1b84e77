using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;
using Daybreak.Standins;

namespace Amazon.EventBridge;

/// <summary>Configuration of the client: region, endpoint, retries, timeouts.</summary>
public partial class AmazonEventBridgeConfig : ClientConfig
{
    internal static readonly JsonService Service = new("EventBridge", "events", "AWSEvents", "Amazon.EventBridge", "2015-10-07")
    {
        GovCloudIsFips = true,
    };

    public AmazonEventBridgeConfig()
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
