using System.Net;
using Amazon.S3.Model;

namespace Daybreak.LocalCloud.Tests.S3;

public sealed class A_bucket_with_versions : S3Tests
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await EnableVersioningAsync();
    }

    [Fact]
    public async Task Keeps_every_version()
    {
        var first = (await PutAsync("a", "one")).VersionId;
        var second = (await PutAsync("a", "two")).VersionId;
        Assert.NotEqual(first, second);
        Assert.Equal("two", await ReadAsync("a"));
        Assert.Equal("one", await ReadAsync("a", first));
        Assert.Equal([(second, true), (first, false)],
            (await VersionsAsync()).Select(version => (version.VersionId, version.IsLatest!.Value)));
    }

    [Fact]
    public async Task Keeps_the_deleted_object()
    {
        var version = (await PutAsync("a", "one")).VersionId;
        var deleted = await S3.DeleteObjectAsync(Bucket, "a");
        Assert.Equal("true", deleted.DeleteMarker);
        await FailsAsync("NoSuchKey", HttpStatusCode.NotFound, () => S3.GetObjectAsync(Bucket, "a"));
        Assert.Equal("one", await ReadAsync("a", version));
        var versions = await VersionsAsync();
        Assert.Equal([(deleted.VersionId, true, true), (version, false, false)],
            versions.Select(entry => (entry.VersionId, entry.IsDeleteMarker == true, entry.IsLatest!.Value)));
        Assert.Empty((await S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket })).S3Objects ?? []);
    }

    [Fact]
    public async Task Brings_the_object_back_when_the_marker_goes()
    {
        await PutAsync("a", "one");
        var marker = (await S3.DeleteObjectAsync(Bucket, "a")).VersionId;
        var removed = await S3.DeleteObjectAsync(Bucket, "a", marker);
        Assert.Equal(("true", marker), (removed.DeleteMarker, removed.VersionId));
        Assert.Equal("one", await ReadAsync("a"));
    }

    [Fact]
    public async Task Refuses_to_read_a_marker()
    {
        await PutAsync("a");
        var marker = (await S3.DeleteObjectAsync(Bucket, "a")).VersionId;
        await RefusedAsync(HttpStatusCode.MethodNotAllowed, "MethodNotAllowed", SendAsync("GET", $"/users/a?versionId={marker}"));
        using var byId = await SendAsync("HEAD", $"/users/a?versionId={marker}");
        using var current = await SendAsync("HEAD", "/users/a");
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "true"), (byId.StatusCode, byId.Headers.GetValues("x-amz-delete-marker").Single()));
        Assert.Contains("DELETE", byId.Content.Headers.Allow);
        Assert.Equal((HttpStatusCode.NotFound, "true"), (current.StatusCode, current.Headers.GetValues("x-amz-delete-marker").Single()));
    }

    [Fact]
    public async Task Forgets_a_version_deleted_by_its_id()
    {
        var first = (await PutAsync("a", "one")).VersionId;
        var second = (await PutAsync("a", "two")).VersionId;
        await S3.DeleteObjectAsync(Bucket, "a", second);
        Assert.Equal("one", await ReadAsync("a"));
        await FailsAsync("NoSuchVersion", HttpStatusCode.NotFound, () => ReadAsync("a", second));
        await S3.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = Bucket, Objects = [new() { Key = "a", VersionId = first }] });
        Assert.Empty(await VersionsAsync());
    }

    [Fact]
    public async Task Marks_what_a_batch_deletes()
    {
        await PutAsync("a");
        var answer = await S3.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = Bucket, Objects = [new() { Key = "a" }] });
        var deleted = Assert.Single(answer.DeletedObjects);
        Assert.True(deleted.DeleteMarker);
        Assert.Equal((await VersionsAsync())[0].VersionId, deleted.DeleteMarkerVersionId);
    }

    [Fact]
    public async Task Has_one_null_version_while_suspended()
    {
        var kept = (await PutAsync("a", "one")).VersionId;
        await EnableVersioningAsync("Suspended");
        await PutAsync("a", "two");
        Assert.Equal("null", (await PutAsync("a", "three")).VersionId);
        Assert.Equal(["null", kept], (await VersionsAsync()).Select(version => version.VersionId));
        await S3.DeleteObjectAsync(Bucket, "a");
        Assert.Equal([("null", true), (kept, false)],
            (await VersionsAsync()).Select(version => (version.VersionId, version.IsDeleteMarker == true)));
    }

    [Fact]
    public async Task Lists_its_versions_in_pages()
    {
        foreach (var key in new[] { "a", "a", "a", "b/1", "b/2", "c", "c" })
        {
            await PutAsync(key);
        }

        var all = await VersionsAsync();
        Assert.Equal(["a", "a", "a", "b/1", "b/2", "c", "c"], all.Select(version => version.Key));
        Assert.Equal(all.Select(version => version.VersionId), (await VersionsAsync(pageSize: 2)).Select(version => version.VersionId));
        var rolled = await S3.ListVersionsAsync(new ListVersionsRequest { BucketName = Bucket, Delimiter = "/" });
        Assert.Equal(["b/"], rolled.CommonPrefixes);
        Assert.Equal(["c", "c"], (await VersionsAsync(prefix: "c")).Select(version => version.Key));
    }

    [Fact]
    public async Task Calls_what_was_there_before_null()
    {
        await S3.PutBucketAsync("old");
        await S3.PutObjectAsync(new PutObjectRequest { BucketName = "old", Key = "a", ContentBody = "x" });
        Assert.Equal("null", Assert.Single((await S3.ListVersionsAsync("old")).Versions).VersionId);
    }

    [Fact]
    public async Task Copies_a_version()
    {
        var first = (await PutAsync("a", "one")).VersionId;
        await PutAsync("a", "two");
        var copy = await S3.CopyObjectAsync(Bucket, "a", first, Bucket, "a");
        Assert.Equal(first, copy.SourceVersionId);
        Assert.Equal("one", await ReadAsync("a"));
        Assert.Equal(3, (await VersionsAsync()).Count);
    }

    private async Task<List<S3ObjectVersion>> VersionsAsync(int pageSize = 1000, string? prefix = null)
    {
        var versions = new List<S3ObjectVersion>();
        var request = new ListVersionsRequest { BucketName = Bucket, MaxKeys = pageSize, Prefix = prefix };
        while (true)
        {
            var page = await S3.ListVersionsAsync(request);
            versions.AddRange(page.Versions ?? []);
            if (page.IsTruncated != true)
            {
                return versions;
            }

            (request.KeyMarker, request.VersionIdMarker) = (page.NextKeyMarker, page.NextVersionIdMarker);
        }
    }
}
