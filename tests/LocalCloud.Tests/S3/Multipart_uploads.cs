using System.Net;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;

namespace Daybreak.LocalCloud.Tests.S3;

public sealed class Multipart_uploads : S3Tests
{
    private const int FiveMebibytes = 5 * 1024 * 1024;

    [Fact]
    public async Task Become_one_object()
    {
        var (first, second) = (RandomNumberGenerator.GetBytes(FiveMebibytes), RandomNumberGenerator.GetBytes(1000));
        var id = await StartAsync("big");
        var parts = new List<PartETag> { await PartAsync("big", id, 3, first), await PartAsync("big", id, 7, second) };
        var completed = await CompleteAsync("big", id, parts);
        byte[] sums = [.. Md5(first), .. Md5(second)];
        Assert.Equal($"\"{Convert.ToHexStringLower(Md5(sums))}-2\"", completed.ETag);
        using var answer = await SendAsync("GET", "/users/big");
        byte[] whole = [.. first, .. second];
        Assert.Equal(whole, await answer.Content.ReadAsByteArrayAsync());
        using var part = await SendAsync("GET", "/users/big?partNumber=2");
        Assert.Equal((HttpStatusCode.PartialContent, "2"), (part.StatusCode, part.Headers.GetValues("x-amz-mp-parts-count").Single()));
        Assert.Equal(second, await part.Content.ReadAsByteArrayAsync());
        await FailsAsync("NoSuchUpload", HttpStatusCode.NotFound, () => CompleteAsync("big", id, parts));
        Assert.Single(Directory.GetFiles(Path.Combine(Server.Directory, "blobs"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Go_through_the_SDK_s_transfers()
    {
        var data = RandomNumberGenerator.GetBytes((3 * FiveMebibytes) + 17);
        using var transfer = new TransferUtility(S3, new TransferUtilityConfig { MinSizeBeforePartUpload = FiveMebibytes });
        using var source = new MemoryStream(data);
        await transfer.UploadAsync(new TransferUtilityUploadRequest
        {
            BucketName = Bucket,
            Key = "big",
            InputStream = source,
            PartSize = FiveMebibytes
        });
        using var response = await S3.GetObjectAsync(Bucket, "big");
        using var target = new MemoryStream();
        await response.ResponseStream.CopyToAsync(target);
        Assert.EndsWith("-4\"", response.ETag, StringComparison.Ordinal);
        Assert.Equal(data, target.ToArray());
    }

    [Fact]
    public async Task Survive_a_restart()
    {
        var id = await StartAsync("big");
        var first = await PartAsync("big", id, 1, new byte[FiveMebibytes]);
        await Server.RestartAsync();
        using var client = Server.Client();
        var listed = await client.ListPartsAsync(Bucket, "big", id);
        Assert.Equal((1, (long)FiveMebibytes), (listed.Parts.Single().PartNumber!.Value, listed.Parts.Single().Size!.Value));
        await client.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest { BucketName = Bucket, Key = "big", UploadId = id, PartETags = [first] });
        Assert.Equal(FiveMebibytes, (await client.GetObjectMetadataAsync(Bucket, "big")).ContentLength);
    }

    [Fact]
    public async Task Take_the_last_of_a_part_uploaded_twice()
    {
        var id = await StartAsync("a");
        var stale = await PartAsync("a", id, 1, [1]);
        var fresh = await PartAsync("a", id, 1, [2]);
        await FailsAsync("InvalidPart", HttpStatusCode.BadRequest, () => CompleteAsync("a", id, [stale]));
        await CompleteAsync("a", id, [fresh]);
        using var answer = await SendAsync("GET", "/users/a");
        Assert.Equal([2], await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Need_their_parts_in_order_there_and_large_enough()
    {
        var id = await StartAsync("a");
        var (first, second) = (await PartAsync("a", id, 1, [1]), await PartAsync("a", id, 2, [2]));
        await FailsAsync("EntityTooSmall", HttpStatusCode.BadRequest, () => CompleteAsync("a", id, [first, second]));
        await FailsAsync("InvalidPart", HttpStatusCode.BadRequest, () => CompleteAsync("a", id, [new PartETag(3, first.ETag)]));
        var twice = $"<CompleteMultipartUpload>{string.Concat(new[] { second, first }.Select(part =>
            $"<Part><PartNumber>{part.PartNumber}</PartNumber><ETag>{part.ETag}</ETag></Part>"))}</CompleteMultipartUpload>";
        await RefusedAsync(HttpStatusCode.BadRequest, "InvalidPartOrder", SendAsync("POST", $"/users/a?uploadId={id}", twice));
        await RefusedAsync(HttpStatusCode.BadRequest, "MalformedXML",
            SendAsync("POST", $"/users/a?uploadId={id}", "<CompleteMultipartUpload/>"));
        await RefusedAsync(HttpStatusCode.BadRequest, "InvalidArgument", SendAsync("PUT", $"/users/a?uploadId={id}&partNumber=0", "x"));
        await RefusedAsync(HttpStatusCode.BadRequest, "InvalidArgument", SendAsync("PUT", $"/users/a?uploadId={id}&partNumber=10001", "x"));
    }

    [Fact]
    public async Task Are_listed_until_they_are_aborted()
    {
        var (first, second) = (await StartAsync("dir/a"), await StartAsync("b"));
        await PartAsync("b", second, 1, [1]);
        var listed = await S3.ListMultipartUploadsAsync(Bucket);
        Assert.Equal([("b", second), ("dir/a", first)], listed.MultipartUploads.Select(upload => (upload.Key, upload.UploadId)));
        var rolled = await S3.ListMultipartUploadsAsync(
            new ListMultipartUploadsRequest { BucketName = Bucket, Delimiter = "/", MaxUploads = 1 });
        Assert.Equal(("b", true, "b"), (rolled.MultipartUploads.Single().Key, rolled.IsTruncated!.Value, rolled.NextKeyMarker));
        await S3.AbortMultipartUploadAsync(Bucket, "b", second);
        await FailsAsync("NoSuchUpload", HttpStatusCode.NotFound, () => S3.AbortMultipartUploadAsync(Bucket, "b", second));
        await FailsAsync("NoSuchUpload", HttpStatusCode.NotFound, () => PartAsync("b", second, 1, [1]));
        await FailsAsync("NoSuchUpload", HttpStatusCode.NotFound, () => S3.ListPartsAsync(Bucket, "b", second));
        Assert.Empty(Directory.GetFiles(Path.Combine(Server.Directory, "blobs"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task List_their_parts_in_pages()
    {
        var id = await StartAsync("a");
        foreach (var number in new[] { 1, 2, 5 })
        {
            await PartAsync("a", id, number, [1]);
        }

        var first = await S3.ListPartsAsync(new ListPartsRequest { BucketName = Bucket, Key = "a", UploadId = id, MaxParts = 2 });
        var second = await S3.ListPartsAsync(
            new ListPartsRequest { BucketName = Bucket, Key = "a", UploadId = id, PartNumberMarker = "2" });
        Assert.Equal([1, 2], first.Parts.Select(part => part.PartNumber!.Value));
        Assert.Equal((true, 2), (first.IsTruncated!.Value, first.NextPartNumberMarker!.Value));
        Assert.Equal([5], second.Parts.Select(part => part.PartNumber!.Value));
    }

    [Fact]
    public async Task Take_parts_from_other_objects()
    {
        await PutAsync("source", "0123456789");
        var id = await StartAsync("a");
        var copied = await S3.CopyPartAsync(
            new CopyPartRequest
            {
                SourceBucket = Bucket,
                SourceKey = "source",
                DestinationBucket = Bucket,
                DestinationKey = "a",
                UploadId = id,
                PartNumber = 1,
                FirstByte = 2,
                LastByte = 4
            });
        await CompleteAsync("a", id, [new PartETag(1, copied.ETag)]);
        Assert.Equal("234", await ReadAsync("a"));
    }

    [Theory]
    [InlineData("CRC64NVME", "FULL_OBJECT")]
    [InlineData("CRC32", "FULL_OBJECT")]
    [InlineData("CRC32C", "COMPOSITE")]
    [InlineData("SHA256", "COMPOSITE")]
    public async Task Carry_a_checksum_of_the_whole_or_of_the_parts(string algorithm, string type)
    {
        var started = await S3.InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest { BucketName = Bucket, Key = "a", ChecksumAlgorithm = algorithm, ChecksumType = type });
        using var part = await SendAsync("PUT", $"/users/a?uploadId={started.UploadId}&partNumber=1", "123456789",
            ($"x-amz-checksum-{algorithm}", A_payload.SumOf123456789(algorithm)));
        await CompleteAsync("a", started.UploadId, [new PartETag(1, part.Headers.ETag!.Tag)]);
        using var head = await SendAsync("HEAD", "/users/a", null, ("x-amz-checksum-mode", "ENABLED"));
        Assert.Equal(type, head.Headers.GetValues("x-amz-checksum-type").Single());
        var value = head.Headers.GetValues($"x-amz-checksum-{algorithm}").Single();
        Assert.Equal(type == "COMPOSITE", value.EndsWith("-1", StringComparison.Ordinal));
        Assert.Equal(type == "FULL_OBJECT", value == A_payload.SumOf123456789(algorithm));
    }

    private static byte[] Md5(byte[] data) =>
#pragma warning disable CA5351 // S3's entity tags are MD5.
        MD5.HashData(data);
#pragma warning restore CA5351

    private async Task<string> StartAsync(string key) => (await S3.InitiateMultipartUploadAsync(Bucket, key)).UploadId;

    private async Task<PartETag> PartAsync(string key, string id, int number, byte[] data)
    {
        using var stream = new MemoryStream(data);
        var part = await S3.UploadPartAsync(
            new UploadPartRequest { BucketName = Bucket, Key = key, UploadId = id, PartNumber = number, InputStream = stream });
        return new PartETag(number, part.ETag);
    }

    private Task<CompleteMultipartUploadResponse> CompleteAsync(string key, string id, List<PartETag> parts) =>
        S3.CompleteMultipartUploadAsync(
        new CompleteMultipartUploadRequest { BucketName = Bucket, Key = key, UploadId = id, PartETags = parts });
}
