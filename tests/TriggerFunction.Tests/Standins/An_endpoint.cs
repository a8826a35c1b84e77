using Amazon;
using Amazon.EventBridge;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using Amazon.SimpleSystemsManagement;

namespace Daybreak.TriggerFunction.Tests.Standins;

public sealed class An_endpoint
{
    private static readonly ServiceOperationEndpointParameters Any = new(new GetSecretValueRequest());

    [Theory]
    [InlineData("eu-central-1", false, false, "https://ssm.eu-central-1.amazonaws.com")]
    [InlineData("cn-north-1", false, false, "https://ssm.cn-north-1.amazonaws.com.cn")]
    [InlineData("us-gov-west-1", true, false, "https://ssm.us-gov-west-1.amazonaws.com")]
    [InlineData("us-east-1", true, false, "https://ssm-fips.us-east-1.amazonaws.com")]
    [InlineData("eu-west-1", false, true, "https://ssm.eu-west-1.api.aws")]
    public void Is_the_one_of_the_region(string region, bool fips, bool dualStack, string url)
    {
        var config = new AmazonSimpleSystemsManagementConfig
        {
            RegionEndpoint = RegionEndpoint.GetBySystemName(region),
            UseFIPSEndpoint = fips,
            UseDualstackEndpoint = dualStack,
        };

        Assert.Equal(url, config.DetermineServiceOperationEndpoint(Any).URL.TrimEnd('/'));
    }

    [Fact]
    public void Has_the_name_of_its_service()
    {
        Assert.Equal("https://secretsmanager.eu-west-1.amazonaws.com", Url(new AmazonSecretsManagerConfig()));
        Assert.Equal("https://events.eu-west-1.amazonaws.com", Url(new AmazonEventBridgeConfig()));
    }

    [Fact]
    public void Follows_the_exceptions_of_its_service()
    {
        Assert.Equal("https://secretsmanager.eu-west-1.amazonaws.com", Url(new AmazonSecretsManagerConfig { UseDualstackEndpoint = true }));
        Assert.Equal("https://secretsmanager-fips.eu-west-1.amazonaws.com", Url(new AmazonSecretsManagerConfig { UseFIPSEndpoint = true }));
        Assert.Equal("https://events.eu-west-1.api.aws", Url(new AmazonEventBridgeConfig { UseDualstackEndpoint = true }));
    }

    [Fact]
    public void Is_the_given_one_where_one_is_given()
        => Assert.Equal(
            "http://127.0.0.1:4566",
            new AmazonEventBridgeConfig { ServiceURL = "http://127.0.0.1:4566" }.DetermineServiceOperationEndpoint(Any).URL.TrimEnd('/'));

    private static string Url(ClientConfig config)
    {
        config.RegionEndpoint = RegionEndpoint.EUWest1;
        return config.DetermineServiceOperationEndpoint(Any).URL.TrimEnd('/');
    }
}
