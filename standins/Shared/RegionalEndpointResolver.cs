using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util;

namespace Daybreak.Standins;

/// <summary>Gives each request its endpoint, from the client's configuration.</summary>
internal sealed class RegionalEndpointResolver : BaseEndpointResolver
{
    internal static EndpointParameters ParametersOf(IClientConfig config, RegionEndpoint alternate)
    {
        var region = alternate ?? config.RegionEndpoint;
        return new EndpointParameters
        {
            [RegionalEndpointProvider.Endpoint] = config.ServiceURL,
            [RegionalEndpointProvider.Region] = region?.SystemName ?? SigningRegion(config),
            [RegionalEndpointProvider.UseFips] = config.UseFIPSEndpoint,
            [RegionalEndpointProvider.UseDualStack] = config.UseDualstackEndpoint,
        };
    }

    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext)
        => ParametersOf(requestContext.ClientConfig, requestContext.Request.AlternateEndpoint);

    protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters)
        => InjectHostPrefix(executionContext.RequestContext);

    // A service URL without a region: the region to sign for is given beside it, or is in the host name.
    private static string SigningRegion(IClientConfig config)
        => !string.IsNullOrEmpty(config.AuthenticationRegion) ? config.AuthenticationRegion
            : string.IsNullOrEmpty(config.ServiceURL) ? ""
            : AWSSDKUtils.DetermineRegion(config.ServiceURL);
}
