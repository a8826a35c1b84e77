using System.Globalization;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Daybreak.LocalCloud.Tests.S3;

public sealed class Refusals : S3Tests
{
    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/users")]
    [InlineData("GET", "/users/a")]
    [InlineData("PUT", "/users/a")]
    [InlineData("POST", "/users?delete")]
    [InlineData("DELETE", "/users/a")]
    public async Task Meet_whoever_has_no_credentials(string method, string target) =>
        await RefusedAsync(HttpStatusCode.Forbidden, "AccessDenied", SendAnonymouslyAsync(method, target, method == "GET" ? null : "x"));

    [Fact]
    public async Task Meet_a_head_request_without_a_body()
    {
        using var answer = await SendAnonymouslyAsync("HEAD", "/users/a");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        Assert.NotEmpty(answer.Headers.GetValues("x-amz-request-id").Single());
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:4566")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("0.0.0.0")]
    public async Task Meet_a_host_that_is_not_this_machine(string host) =>
        await RefusedAsync(HttpStatusCode.Forbidden, "AccessDenied", SendAsync("GET", "/", null, ("Host", host)));

    [Theory]
    [InlineData("users.localhost")]
    [InlineData("users.s3.localhost:4566")]
    [InlineData("users.s3.us-east-1.localhost")]
    public async Task Spare_a_bucket_in_the_host(string host)
    {
        await PutAsync("a/b", "x");
        using var got = await SendAsync("GET", "/a/b", null, ("Host", host));
        using var listed = await SendAsync("GET", "/?list-type=2", null, ("Host", host));
        Assert.Equal("x", await got.Content.ReadAsStringAsync());
        Assert.Contains("<Key>a/b</Key>", await listed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("s3.localhost")]
    [InlineData("s3.us-east-1.localhost")]
    [InlineData("[::1]:4566")]
    public async Task Spare_the_service_s_own_names(string host)
    {
        using var listed = await SendAsync("GET", "/", null, ("Host", host));
        Assert.Contains("<Name>users</Name>", await listed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/users?policy")]
    [InlineData("PUT", "/users?acl")]
    [InlineData("PUT", "/users?notification")]
    [InlineData("GET", "/users/a?attributes")]
    [InlineData("PUT", "/users/a?retention")]
    [InlineData("DELETE", "/users?policy")]
    [InlineData("POST", "/users/a?select&select-type=2")]
    [InlineData("PUT", "/users/a?unknown=1")]
    public async Task Meet_what_is_not_implemented(string method, string target) =>
        await RefusedAsync(HttpStatusCode.NotImplemented, "NotImplemented", SendAsync(method, target, method == "GET" ? null : ""));

    [Theory]
    [InlineData("x-amz-acl", "public-read")]
    [InlineData("x-amz-server-side-encryption", "aws:kms")]
    [InlineData("x-amz-server-side-encryption-customer-algorithm", "AES256")]
    [InlineData("x-amz-storage-class", "GLACIER")]
    [InlineData("x-amz-object-lock-mode", "GOVERNANCE")]
    [InlineData("x-amz-grant-read", "id=1")]
    [InlineData("x-amz-unheard-of", "1")]
    public async Task Meet_headers_that_would_be_passed_over(string name, string value)
    {
        await RefusedAsync(HttpStatusCode.NotImplemented, "NotImplemented", SendAsync("PUT", "/users/a", "x", (name, value)));
        using var head = await SendAsync("HEAD", "/users/a");
        Assert.Equal(HttpStatusCode.NotFound, head.StatusCode);
    }

    [Fact]
    public async Task Meet_methods_that_are_none()
    {
        await RefusedAsync(HttpStatusCode.MethodNotAllowed, "MethodNotAllowed", SendAsync("PATCH", "/users/a", "x"));
        await RefusedAsync(HttpStatusCode.Forbidden, "AccessDenied", SendAnonymouslyAsync("OPTIONS", "/users/a"));
        await RefusedAsync(HttpStatusCode.Forbidden, "AccessDenied",
            SendAsync("GET", "/users", null, ("x-amz-expected-bucket-owner", "123456789012")));
    }
}
