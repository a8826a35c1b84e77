using Amazon.RDS.Util.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;

namespace Amazon.RDS.Util;

/// <summary>Tokens for IAM database authentication; they open connections for 15 minutes at most.</summary>
public static class RDSAuthTokenGenerator
{
    public static string GenerateAuthToken(string hostname, int port, string dbUser)
        => GenerateAuthToken(FallbackRegionFactory.GetRegionEndpoint(), hostname, port, dbUser);

    public static string GenerateAuthToken(RegionEndpoint region, string hostname, int port, string dbUser)
        => GenerateAuthToken(DefaultCredentials(), region, hostname, port, dbUser);

    public static string GenerateAuthToken(AWSCredentials credentials, string hostname, int port, string dbUser)
        => GenerateAuthToken(credentials, FallbackRegionFactory.GetRegionEndpoint(), hostname, port, dbUser);

    public static string GenerateAuthToken(AWSCredentials credentials, RegionEndpoint region, string hostname, int port, string dbUser)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        return Token(credentials.GetCredentials(), region, hostname, port, dbUser);
    }

    public static Task<string> GenerateAuthTokenAsync(string hostname, int port, string dbUser)
        => GenerateAuthTokenAsync(FallbackRegionFactory.GetRegionEndpoint(), hostname, port, dbUser);

    public static Task<string> GenerateAuthTokenAsync(RegionEndpoint region, string hostname, int port, string dbUser)
        => GenerateAuthTokenAsync(DefaultCredentials(), region, hostname, port, dbUser);

    public static Task<string> GenerateAuthTokenAsync(AWSCredentials credentials, string hostname, int port, string dbUser)
        => GenerateAuthTokenAsync(credentials, FallbackRegionFactory.GetRegionEndpoint(), hostname, port, dbUser);

    public static async Task<string> GenerateAuthTokenAsync(
        AWSCredentials credentials, RegionEndpoint region, string hostname, int port, string dbUser)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        return Token(await credentials.GetCredentialsAsync().ConfigureAwait(false), region, hostname, port, dbUser);
    }

    private static string Token(ImmutableCredentials credentials, RegionEndpoint region, string hostname, int port, string dbUser)
    {
        ArgumentNullException.ThrowIfNull(region);
        var host = Named(hostname, "Hostname");
        var user = Named(dbUser, "DBUser");
        return port is < 0 or > 65535
            ? throw new ArgumentException($"'{port}' is not a port: it must be 0 to 65535.", nameof(port))
            : PresignedConnect.Sign(credentials, region.SystemName, host, port, user, TimeProvider.System.GetUtcNow());
    }

    private static AWSCredentials DefaultCredentials() => DefaultIdentityResolverConfiguration.ResolveDefaultIdentity<AWSCredentials>();

    private static string Named(string value, string name)
        => string.IsNullOrWhiteSpace(value) ? throw new ArgumentException($"{name} must not be empty.") : value.Trim();
}
