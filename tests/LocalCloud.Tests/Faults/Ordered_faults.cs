using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Daybreak.LocalCloud.Tests.Hosting;

namespace Daybreak.LocalCloud.Tests.Faults;

[Collection(SharedLocalCloud.Name)]
public sealed class Ordered_faults(LocalCloudFixture cloud) : IAsyncLifetime
{
    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => OrderAsync("[]");

    [Fact]
    public async Task Hit_the_requests_they_name_as_often_as_they_say()
    {
        await OrderAsync("""[{"service":"AmazonSSM","operation":"ListCommands","status":429,"code":"ThrottlingException","times":2}]""");

        var answers = new List<(int, string?)>();
        for (var i = 0; i < 3; i++)
        {
            var (status, error, _) = await cloud.CallAsync("AmazonSSM.ListCommands", "{}");
            answers.Add((status, error));
        }

        Assert.Equal([(429, "ThrottlingException"), (429, "ThrottlingException")], answers.Take(2));
        Assert.Equal(200, answers[2].Item1);
        Assert.Equal(200, (await cloud.CallAsync("secretsmanager.ListSecrets", "{}")).Status);
        Assert.Equal(2, (await AskAsync(HttpMethod.Get, null)).Faults[0]!["hits"]!.GetValue<int>());
    }

    [Fact]
    public async Task Hit_S3_by_method_and_path_until_they_are_lifted()
    {
        await OrderAsync("""[{"service":"S3","operation":"GET","path":"/users/V1","status":503,"code":"SlowDown"}]""");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await GetAsync("/users/V1__a.sql"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await GetAsync("/users/V1__a.sql"));
        Assert.Equal(HttpStatusCode.NotFound, await GetAsync("/users/V2__b.sql"));
        await OrderAsync("[]");
        Assert.Equal(HttpStatusCode.NotFound, await GetAsync("/users/V1__a.sql"));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""[{"operation":"GET"}]""")]
    [InlineData("""[{"service":"S3","statuss":503}]""")]
    public async Task That_cannot_be_read_are_refused(string faults) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await AskAsync(HttpMethod.Put, faults)).Status);

    [Fact]
    public async Task Without_credentials_are_refused() =>
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(HttpMethod.Put, "[]", isAnonymous: true)).Status);

    private async Task OrderAsync(string faults) => Assert.Equal(HttpStatusCode.OK, (await AskAsync(HttpMethod.Put, faults)).Status);

    private async Task<(HttpStatusCode Status, JsonArray Faults)> AskAsync(HttpMethod method, string? faults, bool isAnonymous = false)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{cloud.Endpoint}/_localcloud/faults"));
        if (!isAnonymous)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=local");
        }

        request.Content = faults is null ? null : new StringContent(faults, Encoding.UTF8, "application/json");
        using var response = await cloud.Http.SendAsync(request);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, answer as JsonArray ?? []);
    }

    private async Task<HttpStatusCode> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(cloud.Endpoint + path));
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00");
        request.Headers.Add("x-amz-date", TimeProvider.System.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        request.Headers.Add("x-amz-content-sha256", "UNSIGNED-PAYLOAD");
        using var response = await cloud.Http.SendAsync(request);
        return response.StatusCode;
    }
}
