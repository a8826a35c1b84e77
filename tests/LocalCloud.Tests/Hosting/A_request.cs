using System.Net;

namespace Daybreak.LocalCloud.Tests.Hosting;

[Collection(SharedLocalCloud.Name)]
public class A_request(LocalCloudFixture cloud)
{
    [Theory]
    [InlineData("AmazonSSM.ListCommands")]
    [InlineData("secretsmanager.ListSecrets")]
    [InlineData("AWSEvents.PutEvents")]
    [InlineData("AmazonSQS.ListQueues")]
    public async Task Without_credentials_is_refused(string target)
    {
        var (status, error, _) = await cloud.CallAsync(target, "{}", isAnonymous: true);

        Assert.Equal((403, "MissingAuthenticationTokenException"), (status, error));
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.evil.example")]
    public async Task Under_a_foreign_name_is_refused(string host)
    {
        var next = new Uri($"{cloud.Endpoint}/_lambda/trigger/2018-06-01/runtime/invocation/next");
        using var request = new HttpRequestMessage(HttpMethod.Get, next);
        request.Headers.Host = host;

        using var response = await cloud.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains(host, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AmazonSSM.StartSession", "{}", "UnknownOperationException")]
    [InlineData("Nobody.Anything", "{}", "UnknownOperationException")]
    [InlineData("AmazonSSM.ListCommands", "{", "SerializationException")]
    [InlineData("AmazonSSM.ListCommands", "[]", "SerializationException")]
    [InlineData("AmazonSSM.ListCommands", """{"MaxResults":"many"}""", "SerializationException")]
    [InlineData("AmazonSSM.GetParameter", "{}", "ValidationException")]
    public async Task That_no_service_understands_is_refused_by_the_protocols_rules(string target, string body, string expected)
    {
        var (status, error, answer) = await cloud.CallAsync(target, body);

        Assert.Equal((400, expected, expected), (status, error, answer["__type"]!.ToString()));
    }

    [Fact]
    public async Task Of_the_query_protocol_is_answered_in_XML()
    {
        var identity = await QueryAsync("Action=GetCallerIdentity&Version=2011-06-15");
        var stack = await QueryAsync("Action=DescribeStacks&StackName=Daybreak-dev");
        var missing = await QueryAsync("Action=DescribeStacks&StackName=Nobodys");

        Assert.Contains("<Account>000000000000</Account>", identity, StringComparison.Ordinal);
        Assert.Contains("<StackStatus>CREATE_COMPLETE</StackStatus>", stack, StringComparison.Ordinal);
        Assert.Contains("<Code>ValidationError</Code>", missing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_stop_needs_the_token()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{cloud.Endpoint}/_localcloud/stop"));
        request.Headers.Add("X-LocalCloud-Token", "guessed");

        using var response = await cloud.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private async Task<string> QueryAsync(string form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(cloud.Endpoint));
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=local");
        request.Content = new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await cloud.Http.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }
}
