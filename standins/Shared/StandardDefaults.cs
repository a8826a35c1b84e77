using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Daybreak.Standins;

/// <summary>The SDK's default configuration modes, as every official client carries them.</summary>
internal static class StandardDefaults
{
    internal static DefaultConfigurationProvider Provider() => new(
    [
        Mode(DefaultConfigurationMode.Standard, connect: 3.1, tls: 3.1),
        Mode(DefaultConfigurationMode.InRegion, connect: 1.1, tls: 1.1),
        Mode(DefaultConfigurationMode.CrossRegion, connect: 3.1, tls: 3.1),
        Mode(DefaultConfigurationMode.Mobile, connect: 30, tls: 30),
        Mode(DefaultConfigurationMode.Auto, connect: 1.1, tls: 1.1),
    ]);

    private static DefaultConfiguration Mode(DefaultConfigurationMode name, double connect, double tls) => new()
    {
        Name = name,
        RetryMode = RequestRetryMode.Standard,
        S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        ConnectTimeout = TimeSpan.FromSeconds(connect),
        TlsNegotiationTimeout = TimeSpan.FromSeconds(tls),
    };
}
