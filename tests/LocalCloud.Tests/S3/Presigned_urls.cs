using System.Globalization;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Daybreak.LocalCloud.Tests.S3;

public sealed class Presigned_urls : S3Tests
{
    [Fact]
    public async Task Read_and_write_without_further_credentials()
    {
        using var http = new HttpClient();
        Uri Sign(HttpVerb verb) => new(
            S3.GetPreSignedURL(new GetPreSignedUrlRequest
            {
                BucketName = Bucket,
                Key = "ä b",
                Verb = verb,
                Expires = TimeProvider.System.GetUtcNow().AddMinutes(5).UtcDateTime,
                Protocol = Protocol.HTTP
            }));
        using var content = new StringContent("hello");
        using var put = await http.PutAsync(Sign(HttpVerb.PUT), content);
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal("hello", await http.GetStringAsync(Sign(HttpVerb.GET)));
    }

    [Fact]
    public async Task Expire()
    {
        await PutAsync("a", "x");
        using var valid = await SendAnonymouslyAsync("GET", "/users/a?" + Signed(TimeSpan.FromSeconds(-30), 60));
        Assert.Equal("x", await valid.Content.ReadAsStringAsync());
        var document = await RefusedAsync(HttpStatusCode.Forbidden, "AccessDenied",
            SendAnonymouslyAsync("GET", "/users/a?" + Signed(TimeSpan.FromSeconds(-90), 60)));
        Assert.Contains("<Message>Request has expired</Message><X-Amz-Expires>60</X-Amz-Expires>", document, StringComparison.Ordinal);
        await RefusedAsync(HttpStatusCode.Forbidden, "AccessDenied",
            SendAnonymouslyAsync("GET", "/users/a?" + Signed(TimeSpan.FromHours(1), 60)));
    }

    [Fact]
    public async Task Of_the_second_kind_expire_too()
    {
        await PutAsync("a", "x");
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        using var valid = await SendAnonymouslyAsync("GET", $"/users/a?AWSAccessKeyId=test&Signature=x&Expires={now + 60}");
        Assert.Equal("x", await valid.Content.ReadAsStringAsync());
        await RefusedAsync(HttpStatusCode.Forbidden, "AccessDenied",
            SendAnonymouslyAsync("GET", $"/users/a?AWSAccessKeyId=test&Signature=x&Expires={now - 60}"));
    }

    [Fact]
    public async Task Must_be_complete()
    {
        await RefusedAsync(HttpStatusCode.BadRequest, "AuthorizationQueryParametersError",
            SendAnonymouslyAsync("GET", "/users/a?X-Amz-Signature=x"));
        await RefusedAsync(HttpStatusCode.BadRequest, "AuthorizationQueryParametersError",
            SendAnonymouslyAsync("GET", "/users/a?" + Signed(TimeSpan.Zero, 604801)));
        await RefusedAsync(HttpStatusCode.Forbidden, "AccessDenied", SendAnonymouslyAsync("GET", "/users/a?Signature=x"));
    }

    [Fact]
    public async Task Do_not_let_a_page_in_a_browser_write()
    {
        await PutAsync("a");
        var target = "/users/a?uploads&" + Signed(TimeSpan.Zero, 60);
        await RefusedAsync(HttpStatusCode.Forbidden, "AccessDenied",
            SendAnonymouslyAsync("POST", target, "", ("Origin", "http://evil.example")));
        await RefusedAsync(HttpStatusCode.Forbidden, "AccessDenied",
            SendAnonymouslyAsync("POST", target, "", ("Sec-Fetch-Site", "cross-site")));
        using var own = await SendAnonymouslyAsync("POST", target, "");
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
    }

    private static string Signed(TimeSpan offset, int validity)
    {
        var date = TimeProvider.System.GetUtcNow().Add(offset).ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        return "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=test&X-Amz-SignedHeaders=host&X-Amz-Signature=x"
            + $"&X-Amz-Date={date}&X-Amz-Expires={validity}";
    }
}
