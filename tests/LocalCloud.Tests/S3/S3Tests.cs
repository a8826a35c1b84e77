using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Daybreak.LocalCloud.Tests.S3;

/// <summary>A server with the bucket <c>users</c> and a client.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "xunit calls DisposeAsync.")]
public abstract class S3Tests : IAsyncLifetime
{
    protected const string Bucket = "users";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    protected S3Server Server { get; private set; } = null!;

    protected AmazonS3Client S3 { get; private set; } = null!;

    public virtual async Task InitializeAsync()
    {
        Server = await S3Server.StartAsync();
        S3 = Server.Client();
        await S3.PutBucketAsync(Bucket);
    }

    public async Task DisposeAsync()
    {
        S3.Dispose();
        _http.Dispose();
        await Server.DisposeAsync();
    }

    protected async Task<PutObjectResponse> PutAsync(string key, string content = "content") =>
        await S3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = key, ContentBody = content });

    protected async Task<string> ReadAsync(string key, string? versionId = null)
    {
        using var response = await S3.GetObjectAsync(new GetObjectRequest { BucketName = Bucket, Key = key, VersionId = versionId });
        using var reader = new StreamReader(response.ResponseStream);
        return await reader.ReadToEndAsync();
    }

    protected async Task EnableVersioningAsync(string status = "Enabled") =>
        await S3.PutBucketVersioningAsync(new PutBucketVersioningRequest
        {
            BucketName = Bucket,
            VersioningConfig = new S3BucketVersioningConfig { Status = status },
        });

    /// <summary>Asserts S3's error code and status.</summary>
    protected static async Task<AmazonS3Exception> FailsAsync(string code, HttpStatusCode status, Func<Task> action)
    {
        var exception = await Assert.ThrowsAnyAsync<AmazonS3Exception>(action);
        Assert.Equal((code, status), (exception.ErrorCode, exception.StatusCode));
        Assert.NotEmpty(exception.RequestId);
        return exception;
    }

    /// <summary>Sends a request with credentials as it stands: nothing in the target is made canonical.</summary>
    protected Task<HttpResponseMessage> SendAsync(
        string method, string target, string? body = null, params (string Name, string Value)[] headers) =>
        SendAnonymouslyAsync(method, target, body, [("Authorization", "AWS4-HMAC-SHA256 Credential=test"), .. headers]);

    protected async Task<HttpResponseMessage> SendAnonymouslyAsync(
        string method, string target, string? body = null, params (string Name, string Value)[] headers)
    {
        var options = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        using var request = new HttpRequestMessage(
            new HttpMethod(method), new Uri(Server.Address.GetLeftPart(UriPartial.Authority) + target, options));
        request.Content = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value)
                || request.Content!.Headers.TryAddWithoutValidation(name, value));
        }

        return await _http.SendAsync(request);
    }

    /// <summary>Asserts an error document.</summary>
    protected static async Task<string> RefusedAsync(HttpStatusCode status, string code, Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        var document = await response.Content.ReadAsStringAsync();
        Assert.Contains($"<Error><Code>{code}</Code><Message>", document, StringComparison.Ordinal);
        Assert.Equal(status, response.StatusCode);
        Assert.Contains($"<RequestId>{response.Headers.GetValues("x-amz-request-id").Single()}</RequestId>", document,
            StringComparison.Ordinal);
        return document;
    }
}
