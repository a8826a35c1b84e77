using System.Net;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Daybreak.LocalCloud.Tests.Hosting;

namespace Daybreak.LocalCloud.Tests.Lambda;

/// <summary>The test is the function: it speaks the Runtime API.</summary>
[Collection(SharedLocalCloud.Name)]
public class A_function(LocalCloudFixture cloud)
{
    [Fact]
    public async Task Gets_an_event_with_its_headers_and_its_answer_goes_to_the_caller()
    {
        var call = InvokeAsync("trigger", """{"in":1}""");
        using var next = await NextAsync("trigger");

        Assert.Equal("""{"in":1}""", await next.Content.ReadAsStringAsync());
        Assert.Equal("arn:aws:lambda:us-east-1:000000000000:function:trigger", Header(next, "Lambda-Runtime-Invoked-Function-Arn"));
        Assert.StartsWith("Root=1-", Header(next, "Lambda-Runtime-Trace-Id"), StringComparison.Ordinal);
        var deadline = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(Header(next, "Lambda-Runtime-Deadline-Ms"), null));
        Assert.True(deadline > TimeProvider.System.GetUtcNow());
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("trigger", $"invocation/{Id(next)}/response", """{"out":2}"""));

        using var answer = await call;
        Assert.Equal((HttpStatusCode.OK, """{"out":2}""", "$LATEST"), (
            answer.StatusCode, await answer.Content.ReadAsStringAsync(), Header(answer, "X-Amz-Executed-Version")));
        Assert.False(answer.Headers.Contains("X-Amz-Function-Error"));
    }

    [Fact]
    public async Task That_reports_an_error_has_failed()
    {
        var call = InvokeAsync("trigger", "{}");
        using var next = await NextAsync("trigger");
        await PostAsync("trigger", $"invocation/{Id(next)}/error", """{"errorType":"E","errorMessage":"no"}""");

        using var answer = await call;

        Assert.Equal(("Unhandled", """{"errorType":"E","errorMessage":"no"}"""), (
            Header(answer, "X-Amz-Function-Error"), await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Cannot_answer_what_it_was_not_asked() =>
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("trigger", $"invocation/{Guid.NewGuid()}/response", "{}"));

    [Fact]
    public async Task Gets_an_upload_as_S3s_notification()
    {
        using var s3 = new AmazonS3Client(
            new BasicAWSCredentials("local", "local"),
            new AmazonS3Config { ServiceURL = cloud.Endpoint, ForcePathStyle = true, AuthenticationRegion = "us-east-1" });

        await s3.PutObjectAsync(new PutObjectRequest { BucketName = "users", Key = "in/V1__a b.sql", ContentBody = "SELECT 1" });

        using var next = await NextAsync("trigger");
        await PostAsync("trigger", $"invocation/{Id(next)}/response", "{}");
        var record = JsonNode.Parse(await next.Content.ReadAsStringAsync())!["Records"]!.AsArray().Single()!;
        Assert.Equal(("aws:s3", "ObjectCreated:Put", "users", "in/V1__a+b.sql", 8), (
            record["eventSource"]!.ToString(), record["eventName"]!.ToString(), record["s3"]!["bucket"]!["name"]!.ToString(),
            record["s3"]!["object"]!["key"]!.ToString(), record["s3"]!["object"]!["size"]!.GetValue<int>()));
        Assert.NotEmpty(record["s3"]!["object"]!["versionId"]!.ToString());
    }

    [Fact]
    public async Task That_takes_too_long_has_failed_is_tried_again_and_its_event_is_kept()
    {
        using var accepted = await InvokeAsync("slow", """{"n":1}""", "Event");
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);

        // Both attempts carry the same request id; the first is never answered.
        using var first = await NextAsync("slow");
        using var second = await NextAsync("slow");
        Assert.Equal(Id(first), Id(second));
        await PostAsync("slow", $"invocation/{Id(second)}/error", """{"errorType":"E","errorMessage":"no"}""");

        var record = JsonNode.Parse(await ReceiveAsync())!;
        Assert.Equal(("RetriesExhausted", 2, """{"n":1}""", "no"), (
            record["requestContext"]!["condition"]!.ToString(), record["requestContext"]!["approximateInvokeCount"]!.GetValue<int>(),
            record["requestPayload"]!.ToJsonString(), record["responsePayload"]!["errorMessage"]!.ToString()));
    }

    [Fact]
    public async Task That_does_not_exist_cannot_be_invoked()
    {
        using var answer = await InvokeAsync("nobody", "{}");

        Assert.Equal((HttpStatusCode.NotFound, "ResourceNotFoundException"), (answer.StatusCode, Header(answer, "x-amzn-ErrorType")));
    }

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();

    private static string Id(HttpResponseMessage next) => Header(next, "Lambda-Runtime-Aws-Request-Id");

    private Uri Runtime(string function, string path) => new($"{cloud.Endpoint}/_lambda/{function}/2018-06-01/runtime/{path}");

    private Task<HttpResponseMessage> NextAsync(string function) => cloud.Http.GetAsync(Runtime(function, "invocation/next"));

    private async Task<HttpStatusCode> PostAsync(string function, string path, string body)
    {
        using var content = new StringContent(body);
        using var response = await cloud.Http.PostAsync(Runtime(function, path), content);
        return response.StatusCode;
    }

    private async Task<HttpResponseMessage> InvokeAsync(string function, string payload, string type = "RequestResponse")
    {
        var url = new Uri($"{cloud.Endpoint}/2015-03-31/functions/{function}/invocations");
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=local");
        request.Headers.Add("X-Amz-Invocation-Type", type);
        request.Content = new StringContent(payload);
        return await cloud.Http.SendAsync(request);
    }

    private async Task<string> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var answer = await cloud.AskAsync("AmazonSQS.ReceiveMessage", $$"""{"QueueUrl":"{{cloud.Endpoint}}/000000000000/dead"}""");
            if (answer["Messages"]?[0] is { } message)
            {
                return message["Body"]!.ToString();
            }

            await Task.Delay(20, patience.Token);
        }
    }
}
