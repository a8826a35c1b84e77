using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;
using Daybreak.Standins;

namespace Amazon.SecretsManager;

/// <summary>Configuration of the client: region, endpoint, retries, timeouts.</summary>
public partial class AmazonSecretsManagerConfig : ClientConfig
{
    internal static readonly JsonService Service = new(
        "Secrets Manager", "secretsmanager", "secretsmanager", "Amazon.SecretsManager", "2017-10-17")
    {
        DualStackInOrdinaryDomain = true,
    };

    public AmazonSecretsManagerConfig()
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
