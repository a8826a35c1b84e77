using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Daybreak.Standins;

/// <summary>The endpoint rules of a regional service: a given endpoint wins, else the partition's domain, FIPS and dual stack.</summary>
internal sealed class RegionalEndpointProvider(JsonService service) : IEndpointProvider
{
    internal const string Endpoint = "Endpoint";
    internal const string Region = "Region";
    internal const string UseFips = "UseFIPS";
    internal const string UseDualStack = "UseDualStack";

    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var fips = parameters[UseFips] is true;
        var dualStack = parameters[UseDualStack] is true;
        if (parameters[Endpoint] is string given && given.Length > 0)
        {
            return fips || dualStack
                ? throw new AmazonClientException($"{service.ServiceId}: FIPS and dual stack do not go with the endpoint '{given}'.")
                : new Endpoint(given);
        }

        if (parameters[Region] is not string region || region.Length == 0)
        {
            throw new AmazonClientException($"{service.ServiceId}: no region is configured. Set AWS_REGION.");
        }

        var partition = Fn.Partition(region);
        var suffix = fips && !(service.GovCloudIsFips && partition.name == "aws-us-gov") ? "-fips" : "";
        var domain = dualStack && !service.DualStackInOrdinaryDomain ? partition.dualStackDnsSuffix : partition.dnsSuffix;
        return new Endpoint($"https://{service.EndpointPrefix}{suffix}.{region}.{domain}");
    }
}
