using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Daybreak.LocalCloud.S3;

namespace Daybreak.LocalCloud.Tests.S3;

public sealed class Notifications_and_faults : S3Tests
{
    [Fact]
    public async Task Every_way_to_create_an_object_is_told_of()
    {
        await EnableVersioningAsync();
        var put = await PutAsync("a b", "x");
        var copy = await S3.CopyObjectAsync(Bucket, "a b", Bucket, "copy");
        var upload = (await S3.InitiateMultipartUploadAsync(Bucket, "big")).UploadId;
        using var stream = new MemoryStream([1]);
        var part = await S3.UploadPartAsync(
            new UploadPartRequest { BucketName = Bucket, Key = "big", UploadId = upload, PartNumber = 1, InputStream = stream });
        var completed = await S3.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest { BucketName = Bucket, Key = "big", UploadId = upload, PartETags = [new(1, part.ETag)] });
        await S3.DeleteObjectAsync(Bucket, "copy");
        var events = Told();
        Assert.Equal(
            [
                ("a b", "ObjectCreated:Put", put.VersionId, put.ETag),
                ("copy", "ObjectCreated:Copy", (await S3.ListVersionsAsync(Bucket, "copy")).Versions[^1].VersionId, copy.ETag),
                ("big", "ObjectCreated:CompleteMultipartUpload", completed.VersionId, completed.ETag),
            ],
            events.Select(told => (told.Key, told.EventName, told.VersionId!, $"\"{told.ETag}\"")));
        Assert.All(events, told => Assert.Equal((Bucket, 1L), (told.Bucket, told.Size)));
    }

    [Fact]
    public async Task Sequencers_increase_even_over_restarts_and_deletes()
    {
        await PutAsync("a");
        await PutAsync("a");
        var before = Told();
        await S3.DeleteObjectAsync(Bucket, "a");
        await Server.RestartAsync();
        using var put = await SendAsync("PUT", "/users/a", "x");
        var sequencers = before.Concat(Told()).Select(told => told.Sequencer).ToList();
        Assert.Equal(3, sequencers.Count);
        Assert.Equal(sequencers.Order(StringComparer.Ordinal), sequencers);
        Assert.Equal(3, sequencers.Distinct().Count());
        Assert.All(sequencers, sequencer => Assert.Matches("^[0-9A-F]{16}$", sequencer));
        Assert.All(before, told => Assert.Null(told.VersionId));
    }

    [Fact]
    public async Task A_write_that_fails_is_not_told_of()
    {
        await PutAsync("a");
        await RefusedAsync(HttpStatusCode.PreconditionFailed, "PreconditionFailed",
            SendAsync("PUT", "/users/a", "x", ("If-None-Match", "*")));
        Assert.Single(Told());
    }

    [Fact]
    public async Task Faults_make_requests_fail_until_they_are_lifted()
    {
        Server.Service.Faults.Decide = request => request.Method == "PUT" ? FaultDecision.SlowDown : null;
        await FailsAsync("SlowDown", HttpStatusCode.ServiceUnavailable, () => PutAsync("a"));
        Assert.Empty((await S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket })).S3Objects ?? []);
        Server.Service.Faults.Decide = _ => FaultDecision.InternalError;
        await FailsAsync("InternalError", HttpStatusCode.InternalServerError, () => S3.ListBucketsAsync());
        Server.Service.Faults.Decide = _ => FaultDecision.Wait(TimeSpan.FromMilliseconds(1));
        await PutAsync("a", "x");
        Assert.Equal("x", await ReadAsync("a"));
    }

    [Fact]
    public async Task A_virtual_host_works_as_a_path_does()
    {
        using var client = Server.Client(pathStyle: false);
        await client.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "a/b", ContentBody = "x" });
        Assert.Equal("x", await ReadAsync("a/b"));
        Assert.Single((await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket })).S3Objects);
    }

    private List<ObjectCreated> Told()
    {
        var told = new List<ObjectCreated>();
        while (Server.Service.ObjectsCreated.TryRead(out var created))
        {
            told.Add(created);
        }

        return told;
    }
}
