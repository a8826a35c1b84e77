using System.Net;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;

namespace Daybreak.LocalCloud.Tests.S3;

public sealed class A_payload : S3Tests
{
    private const string Content = "123456789";

    /// <summary>The published check values: the sums of the digits 1 to 9.</summary>
    public static string SumOf123456789(string algorithm) => Convert.ToBase64String(Convert.FromHexString(algorithm switch
    {
        "CRC32" => "CBF43926",
        "CRC32C" => "E3069283",
        "CRC64NVME" => "AE8B14860A799888",
        "SHA1" => "F7C3BC1D808E04732ADF679965CCC34CA7AE3441",
        _ => "15E2B0D3C33891EBB0F1EF609EC419420C20E320CE94C65FBC8C3312448EB225",
    }));

    [Theory]
    [InlineData("CRC32")]
    [InlineData("CRC32C")]
    [InlineData("CRC64NVME")]
    [InlineData("SHA1")]
    [InlineData("SHA256")]
    public async Task A_checksum_is_verified_kept_and_returned_on_demand(string algorithm)
    {
        var header = $"x-amz-checksum-{algorithm}";
        using var put = await SendAsync("PUT", "/users/a", Content, (header, SumOf123456789(algorithm)));
        Assert.Equal((HttpStatusCode.OK, SumOf123456789(algorithm)), (put.StatusCode, put.Headers.GetValues(header).Single()));
        using var plain = await SendAsync("GET", "/users/a");
        using var asked = await SendAsync("GET", "/users/a", null, ("x-amz-checksum-mode", "ENABLED"));
        Assert.False(plain.Headers.Contains(header));
        Assert.Equal(SumOf123456789(algorithm), asked.Headers.GetValues(header).Single());
        await RefusedAsync(HttpStatusCode.BadRequest, "BadDigest",
            SendAsync("PUT", "/users/b", Content + "0", (header, SumOf123456789(algorithm))));
        await RefusedAsync(HttpStatusCode.BadRequest, "InvalidRequest", SendAsync("PUT", "/users/b", Content, (header, "AA==")));
        await NothingWrittenAsync("b");
    }

    [Fact]
    public async Task An_MD5_or_SHA256_that_does_not_fit_is_refused()
    {
        await RefusedAsync(HttpStatusCode.BadRequest, "BadDigest",
            SendAsync("PUT", "/users/a", Content, ("Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg==")));
        await RefusedAsync(HttpStatusCode.BadRequest, "InvalidDigest", SendAsync("PUT", "/users/a", Content, ("Content-MD5", "short")));
        await RefusedAsync(HttpStatusCode.BadRequest, "XAmzContentSHA256Mismatch",
            SendAsync("PUT", "/users/a", Content, ("x-amz-content-sha256", new string('0', 64))));
        await RefusedAsync(HttpStatusCode.BadRequest, "InvalidArgument",
            SendAsync("PUT", "/users/a", Content, ("x-amz-content-sha256", "nonsense")));
        await NothingWrittenAsync("a");
    }

    [Fact]
    public async Task Chunks_with_signatures_are_decoded()
    {
        var body = Chunk("12345", ";chunk-signature=00") + Chunk("6789", ";chunk-signature=00") + "0;chunk-signature=00\r\n\r\n";
        using var put = await SendAsync("PUT", "/users/a", body, ("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"),
            ("x-amz-decoded-content-length", "9"), ("Content-Encoding", "aws-chunked"));
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        using var got = await SendAsync("GET", "/users/a");
        Assert.Equal(Content, await got.Content.ReadAsStringAsync());
        Assert.Empty(got.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData("STREAMING-UNSIGNED-PAYLOAD-TRAILER", "")]
    [InlineData("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", "x-amz-trailer-signature:00\r\n")]
    public async Task A_trailing_checksum_is_verified(string payload, string more)
    {
        Task<HttpResponseMessage> Put(string key, string trailer) => SendAsync("PUT", $"/users/{key}",
            Chunk(Content, "") + "0\r\n" + trailer + more + "\r\n", ("x-amz-content-sha256", payload),
            ("x-amz-decoded-content-length", "9"), ("x-amz-trailer", "x-amz-checksum-crc32"), ("x-amz-sdk-checksum-algorithm", "CRC32"));
        using var put = await Put("a", $"x-amz-checksum-crc32:{SumOf123456789("CRC32")}\r\n");
        Assert.Equal(SumOf123456789("CRC32"), put.Headers.GetValues("x-amz-checksum-crc32").Single());
        await RefusedAsync(HttpStatusCode.BadRequest, "BadDigest", Put("b", "x-amz-checksum-crc32:AAAAAA==\r\n"));
        await RefusedAsync(HttpStatusCode.BadRequest, "MalformedTrailerError", Put("b", ""));
        await NothingWrittenAsync("b");
    }

    [Theory]
    [InlineData("9\r\n12345678", "9")]
    [InlineData("9\r\n123456789\r\n", "9")]
    [InlineData("9\r\n123456789\r\n0\r\n\r\n", "10")]
    [InlineData("xyz\r\n123456789\r\n0\r\n\r\n", "9")]
    [InlineData("9\r\n123456789XX0\r\n\r\n", "9")]
    [InlineData("-9\r\n", "9")]
    public async Task Broken_chunks_are_refused(string body, string length)
    {
        await RefusedAsync(HttpStatusCode.BadRequest, "IncompleteBody", SendAsync("PUT", "/users/a", body,
            ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"), ("x-amz-decoded-content-length", length)));
        await NothingWrittenAsync("a");
    }

    [Fact]
    public async Task Contradicting_claims_are_refused()
    {
        await RefusedAsync(HttpStatusCode.BadRequest, "InvalidRequest", SendAsync("PUT", "/users/a", Content,
            ("x-amz-checksum-crc32", SumOf123456789("CRC32")), ("x-amz-checksum-sha1", SumOf123456789("SHA1"))));
        await RefusedAsync(HttpStatusCode.BadRequest, "InvalidRequest",
            SendAsync("PUT", "/users/a", Content, ("x-amz-sdk-checksum-algorithm", "CRC32")));
        await RefusedAsync(HttpStatusCode.LengthRequired, "MissingContentLength",
            SendAsync("PUT", "/users/a", Content, ("Transfer-Encoding", "chunked")));
        var large = await RefusedAsync(HttpStatusCode.BadRequest, "MetadataTooLarge",
            SendAsync("PUT", "/users/a", Content, ("x-amz-meta-a", new string('x', 2048))));
        Assert.Contains("<Size>2049</Size>", large, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CRC32")]
    [InlineData("SHA1")]
    [InlineData("SHA256")]
    public async Task The_SDK_s_own_checksums_fit(string algorithm)
    {
        var data = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Content, 100_000)));
        using var stream = new MemoryStream(data);
        await S3.PutObjectAsync(new PutObjectRequest
        {
            BucketName = Bucket,
            Key = "a",
            InputStream = stream,
            ChecksumAlgorithm = algorithm
        });
        using var answer = await S3.GetObjectAsync(
            new GetObjectRequest { BucketName = Bucket, Key = "a", ChecksumMode = ChecksumMode.ENABLED });
        using var back = new MemoryStream();
        await answer.ResponseStream.CopyToAsync(back);
        Assert.Equal(data, back.ToArray());
        Assert.Equal(ChecksumType.FULL_OBJECT, answer.ChecksumType);
    }

    private static string Chunk(string data, string extension) => $"{data.Length:x}{extension}\r\n{data}\r\n";

    private async Task NothingWrittenAsync(string key)
    {
        using var head = await SendAsync("HEAD", $"/users/{key}");
        Assert.Equal(HttpStatusCode.NotFound, head.StatusCode);
        Assert.Empty(Directory.GetFiles(Path.Combine(Server.Directory, "staging")));
    }
}
