using Amazon;
using Amazon.RDS.Util;
using Amazon.RDS.Util.Internal;
using Amazon.Runtime;

namespace Daybreak.TriggerFunction.Tests.Standins;

/// <summary>The expected signatures were computed by botocore's <c>generate_db_auth_token</c> for the same input.</summary>
public sealed class An_authentication_token_of_RDS
{
    private const string Host = "db.cluster-abc.eu-central-1.rds.amazonaws.com";
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    [Theory]
    [InlineData(null, "65efa7b8e0c3fcb3fa5834adc2ea294336f7e60fb2e7019c5362a0d29b1efc94")]
    [InlineData("SESSION/token+with=signs==", "228c1f7247730d8f9a82dc2534d19de3f97357677039f342ad67a84c75bab2a9")]
    public void Has_the_signature_that_an_independent_signer_computes(string? session, string signature)
    {
        var credentials = new ImmutableCredentials("AKIDEXAMPLE", Secret, session);

        var token = PresignedConnect.Sign(
            credentials, "eu-central-1", Host, 5432, "app user+1", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

        Assert.StartsWith($"{Host}:5432/?Action=connect&DBUser=app%20user%2B1&X-Amz-Algorithm=", token, StringComparison.Ordinal);
        Assert.EndsWith($"&X-Amz-SignedHeaders=host&X-Amz-Signature={signature}", token, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_no_scheme_and_lives_15_minutes()
    {
        var token = await RDSAuthTokenGenerator.GenerateAuthTokenAsync(
            new BasicAWSCredentials("AKIDEXAMPLE", Secret), RegionEndpoint.EUCentral1, Host, 5432, "app");

        Assert.StartsWith($"{Host}:5432/?", token, StringComparison.Ordinal);
        Assert.Contains("&X-Amz-Expires=900&", token, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, token, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 5432, "app")]
    [InlineData("h", 65536, "app")]
    [InlineData("h", 5432, " ")]
    public void Is_refused_for_what_cannot_be_connected_to(string host, int port, string user)
        => Assert.Throws<ArgumentException>(
            () => RDSAuthTokenGenerator.GenerateAuthToken(new BasicAWSCredentials("a", "b"), RegionEndpoint.EUCentral1, host, port, user));
}
