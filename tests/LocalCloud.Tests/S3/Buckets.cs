using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Daybreak.LocalCloud.Tests.S3;

public sealed class Buckets : S3Tests
{
    [Fact]
    public async Task Are_listed_by_name_with_their_creation()
    {
        await S3.PutBucketAsync("products");
        var answer = await S3.ListBucketsAsync();
        Assert.Equal(["products", "users"], answer.Buckets.Select(bucket => bucket.BucketName));
        Assert.All(answer.Buckets, bucket => Assert.NotNull(bucket.CreationDate));
        Assert.Equal(["products", "users"], await Server.Service.ListBucketsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Are_listed_in_pages()
    {
        await S3.PutBucketAsync("products");
        var first = await S3.ListBucketsAsync(new ListBucketsRequest { MaxBuckets = 1 });
        var second = await S3.ListBucketsAsync(new ListBucketsRequest { MaxBuckets = 1, ContinuationToken = first.ContinuationToken });
        Assert.Equal("products", Assert.Single(first.Buckets).BucketName);
        Assert.Equal("users", Assert.Single(second.Buckets).BucketName);
        Assert.Null(second.ContinuationToken);
    }

    [Fact]
    public async Task Can_be_created_again_in_us_east_1() =>
        Assert.Equal(HttpStatusCode.OK, (await S3.PutBucketAsync(Bucket)).HttpStatusCode);

    [Fact]
    public async Task Cannot_be_created_again_elsewhere()
    {
        await using var server = await S3Server.StartAsync("eu-central-1");
        using var client = server.Client();
        await client.PutBucketAsync(new PutBucketRequest { BucketName = Bucket, BucketRegionName = "eu-central-1" });
        await FailsAsync("BucketAlreadyOwnedByYou", HttpStatusCode.Conflict, () => client.PutBucketAsync(
            new PutBucketRequest { BucketName = Bucket, BucketRegionName = "eu-central-1" }));
        Assert.Equal("eu-central-1", (await client.GetBucketLocationAsync(Bucket)).Location.Value);
    }

    [Fact]
    public async Task Have_a_location() => Assert.Equal("", (await S3.GetBucketLocationAsync(Bucket)).Location.Value);

    [Fact]
    public async Task Of_another_region_are_refused()
    {
        var body = "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>";
        await RefusedAsync(HttpStatusCode.BadRequest, "IllegalLocationConstraintException", SendAsync("PUT", "/other", body));
    }

    [Theory]
    [InlineData("Users")]
    [InlineData("ab")]
    [InlineData("a..b")]
    [InlineData("-ab")]
    [InlineData("under_score")]
    [InlineData("192.168.1.1")]
    [InlineData("xn--bucket")]
    [InlineData("%2e%2e%2fetc")]
    public async Task With_a_bad_name_are_refused(string name) =>
        await RefusedAsync(HttpStatusCode.BadRequest, "InvalidBucketName", SendAsync("PUT", $"/{name}"));

    [Fact]
    public async Task Answer_a_head_request()
    {
        using var found = await SendAsync("HEAD", "/users");
        using var missing = await SendAsync("HEAD", "/nobody");
        Assert.Equal((HttpStatusCode.OK, "us-east-1"), (found.StatusCode, found.Headers.GetValues("x-amz-bucket-region").Single()));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Empty(await missing.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Are_deleted_only_when_empty()
    {
        await PutAsync("a");
        await FailsAsync("BucketNotEmpty", HttpStatusCode.Conflict, () => S3.DeleteBucketAsync(Bucket));
        await S3.DeleteObjectAsync(Bucket, "a");
        await S3.DeleteBucketAsync(Bucket);
        await FailsAsync("NoSuchBucket", HttpStatusCode.NotFound, () => S3.DeleteBucketAsync(Bucket));
        await Server.RestartAsync();
        Assert.Empty(await Server.Service.ListBucketsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task That_do_not_exist_are_told_of()
    {
        await FailsAsync("NoSuchBucket", HttpStatusCode.NotFound, () =>
            S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "nobody" }));
        await FailsAsync("NoSuchBucket", HttpStatusCode.NotFound, () => S3.GetObjectAsync("nobody", "a"));
        await FailsAsync("NoSuchBucket", HttpStatusCode.NotFound, () =>
            S3.PutObjectAsync(new PutObjectRequest { BucketName = "nobody", Key = "a", ContentBody = "x" }));
    }

    [Fact]
    public async Task Tell_their_versioning()
    {
        async Task<string?> Status() => (await S3.GetBucketVersioningAsync(Bucket)).VersioningConfig.Status?.Value;
        Assert.True(await Status() is null or "Off");
        await EnableVersioningAsync();
        Assert.Equal("Enabled", await Status());
        await EnableVersioningAsync("Suspended");
        Assert.Equal("Suspended", await Status());
    }

    [Fact]
    public async Task Are_ensured_any_number_of_times()
    {
        await Server.Service.EnsureBucketAsync("results", versioned: true, CancellationToken.None);
        await Server.Service.EnsureBucketAsync("results", versioned: false, CancellationToken.None);
        Assert.Equal(VersionStatus.Enabled, (await S3.GetBucketVersioningAsync("results")).VersioningConfig.Status);
    }
}
