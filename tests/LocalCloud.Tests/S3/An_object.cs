using System.Globalization;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Daybreak.LocalCloud.Tests.S3;

public sealed class An_object : S3Tests
{
    [Fact]
    public async Task Comes_back_with_its_entity_tag_and_no_version()
    {
        var put = await PutAsync("V1__a.sql", "select 1;");
        Assert.Equal("\"d9def2f6bd8c5bd6ea0ee6ea32bcfb47\"".Length, put.ETag.Length);
        Assert.Equal("\"" + Md5("select 1;") + "\"", put.ETag);
        Assert.Null(put.VersionId);
        Assert.Equal("select 1;", await ReadAsync("V1__a.sql"));
    }

    [Fact]
    public async Task Keeps_its_headers_metadata_and_tags()
    {
        var request = new PutObjectRequest { BucketName = Bucket, Key = "a", ContentBody = "x", ContentType = "application/sql" };
        request.Headers.CacheControl = "no-store";
        request.Headers.ContentEncoding = "identity";
        request.Metadata["sha256"] = "0123";
        request.TagSet = [new Tag { Key = "team", Value = "a & b" }];
        await S3.PutObjectAsync(request);
        var head = await S3.GetObjectMetadataAsync(Bucket, "a");
        Assert.Equal(("application/sql", "no-store", "identity", "0123"),
            (head.Headers.ContentType, head.Headers.CacheControl, head.Headers.ContentEncoding, head.Metadata["sha256"]));
        var tags = await S3.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = Bucket, Key = "a" });
        Assert.Equal(("team", "a & b"), (tags.Tagging.Single().Key, tags.Tagging.Single().Value));
    }

    [Fact]
    public async Task Returns_metadata_that_is_not_ascii_as_an_encoded_word()
    {
        using var put = await SendAsync("PUT", "/users/a", "x", ("x-amz-meta-name", "=?UTF-8?B?w5xtbMOkdXQ=?="));
        using var head = await SendAsync("HEAD", "/users/a");
        Assert.Equal("=?UTF-8?B?w5xtbMOkdXQ=?=", head.Headers.GetValues("x-amz-meta-name").Single());
    }

    [Fact]
    public async Task Is_tagged_anew()
    {
        await PutAsync("a");
        await S3.PutObjectTaggingAsync(
            new PutObjectTaggingRequest
            {
                BucketName = Bucket,
                Key = "a",
                Tagging = new Tagging { TagSet = [new() { Key = "k", Value = "v" }] }
            });
        using (var head = await SendAsync("HEAD", "/users/a"))
        {
            Assert.Equal("1", head.Headers.GetValues("x-amz-tagging-count").Single());
        }

        await S3.DeleteObjectTaggingAsync(new DeleteObjectTaggingRequest { BucketName = Bucket, Key = "a" });
        Assert.Empty((await S3.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = Bucket, Key = "a" })).Tagging ?? []);
        var many = string.Join('&', Enumerable.Range(0, 11).Select(number => $"k{number}=v"));
        await RefusedAsync(HttpStatusCode.BadRequest, "InvalidTag", SendAsync("PUT", "/users/b", "x", ("x-amz-tagging", many)));
    }

    [Fact]
    public async Task Is_overwritten()
    {
        await PutAsync("a", "one");
        await PutAsync("a", "two");
        Assert.Equal("two", await ReadAsync("a"));
        Assert.Single(Directory.GetFiles(Path.Combine(Server.Directory, "blobs"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Is_gone_once_deleted()
    {
        await PutAsync("a");
        await S3.DeleteObjectAsync(Bucket, "a");
        await S3.DeleteObjectAsync(Bucket, "a");
        await FailsAsync("NoSuchKey", HttpStatusCode.NotFound, () => S3.GetObjectAsync(Bucket, "a"));
        var missing = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => S3.GetObjectMetadataAsync(Bucket, "a"));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Empty(Directory.GetFiles(Path.Combine(Server.Directory, "blobs"), "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("bytes=2-4", "234", "bytes 2-4/10")]
    [InlineData("bytes=7-", "789", "bytes 7-9/10")]
    [InlineData("bytes=-2", "89", "bytes 8-9/10")]
    [InlineData("bytes=8-100", "89", "bytes 8-9/10")]
    [InlineData("bytes=-100", "0123456789", "bytes 0-9/10")]
    public async Task Is_read_in_ranges(string range, string expected, string contentRange)
    {
        await PutAsync("a", "0123456789");
        using var answer = await SendAsync("GET", "/users/a", null, ("Range", range));
        Assert.Equal((HttpStatusCode.PartialContent, expected), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal(contentRange, answer.Content.Headers.ContentRange!.ToString());
    }

    [Theory]
    [InlineData("bytes=4-2")]
    [InlineData("bytes=0-1,3-4")]
    [InlineData("bytes=-")]
    [InlineData("lines=1-2")]
    [InlineData("bytes=a-b")]
    public async Task Is_read_whole_where_the_range_makes_no_sense(string range)
    {
        await PutAsync("a", "0123456789");
        using var answer = await SendAsync("GET", "/users/a", null, ("Range", range));
        Assert.Equal((HttpStatusCode.OK, "0123456789"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("bytes=10-")]
    [InlineData("bytes=-0")]
    public async Task Has_nothing_behind_its_end(string range)
    {
        await PutAsync("a", "0123456789");
        var document = await RefusedAsync(HttpStatusCode.RequestedRangeNotSatisfiable, "InvalidRange",
            SendAsync("GET", "/users/a", null, ("Range", range)));
        Assert.Contains("<ActualObjectSize>10</ActualObjectSize>", document, StringComparison.Ordinal);
    }

    [Fact]
    public async Task May_be_empty()
    {
        await PutAsync("a", "");
        Assert.Equal("", await ReadAsync("a"));
        await RefusedAsync(HttpStatusCode.RequestedRangeNotSatisfiable, "InvalidRange",
            SendAsync("GET", "/users/a", null, ("Range", "bytes=0-")));
    }

    [Fact]
    public async Task Is_read_under_conditions()
    {
        var etag = (await PutAsync("a")).ETag;
        var modified = (await S3.GetObjectMetadataAsync(Bucket, "a")).LastModified!.Value;
        var now = modified.ToUniversalTime().ToString("R", CultureInfo.InvariantCulture);
        var before = modified.ToUniversalTime().AddSeconds(-1).ToString("R", CultureInfo.InvariantCulture);
        async Task<HttpStatusCode> Get(params (string, string)[] headers) => (await SendAsync("GET", "/users/a", null, headers)).StatusCode;
        Assert.Equal(HttpStatusCode.OK, await Get(("If-Match", etag)));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await Get(("If-Match", "\"0\"")));
        Assert.Equal(HttpStatusCode.NotModified, await Get(("If-None-Match", etag)));
        Assert.Equal(HttpStatusCode.OK, await Get(("If-None-Match", "\"0\"")));
        Assert.Equal(HttpStatusCode.NotModified, await Get(("If-Modified-Since", now)));
        Assert.Equal(HttpStatusCode.OK, await Get(("If-Modified-Since", before)));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await Get(("If-Unmodified-Since", before)));
        Assert.Equal(HttpStatusCode.OK, await Get(("If-Match", etag), ("If-Unmodified-Since", before)));
        Assert.Equal(HttpStatusCode.OK, await Get(("If-None-Match", "\"0\""), ("If-Modified-Since", now)));
    }

    [Fact]
    public async Task Is_read_with_other_headers()
    {
        await PutAsync("a");
        using var answer = await SendAsync("GET",
            "/users/a?response-content-type=text%2Fcsv&response-content-disposition=attachment%3B%20filename%3D%22%C3%BC%22");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.ToString());
        Assert.StartsWith("=?UTF-8?B?", answer.Content.Headers.NonValidated["Content-Disposition"].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_written_only_if_it_is_new()
    {
        var request = new PutObjectRequest { BucketName = Bucket, Key = "a", ContentBody = "x", IfNoneMatch = "*" };
        await S3.PutObjectAsync(request);
        await FailsAsync("PreconditionFailed", HttpStatusCode.PreconditionFailed, () => S3.PutObjectAsync(request));
        await RefusedAsync(HttpStatusCode.NotImplemented, "NotImplemented", SendAsync("PUT", "/users/a", "x", ("If-None-Match", "\"0\"")));
    }

    [Fact]
    public async Task Is_written_only_over_the_one_meant()
    {
        var etag = (await PutAsync("a", "one")).ETag;
        PutObjectRequest Over(string key, string match) => new() { BucketName = Bucket, Key = key, ContentBody = "two", IfMatch = match };
        await S3.PutObjectAsync(Over("a", etag));
        await FailsAsync("PreconditionFailed", HttpStatusCode.PreconditionFailed, () => S3.PutObjectAsync(Over("a", etag)));
        await FailsAsync("NoSuchKey", HttpStatusCode.NotFound, () => S3.PutObjectAsync(Over("b", etag)));
    }

    [Fact]
    public async Task Is_deleted_in_a_batch()
    {
        await PutAsync("a");
        await PutAsync("b & <c>");
        var answer = await S3.DeleteObjectsAsync(
            new DeleteObjectsRequest
            {
                BucketName = Bucket,
                Objects = [new() { Key = "a" }, new() { Key = "b & <c>" }, new() { Key = "z" }]
            });
        Assert.Equal(["a", "b & <c>", "z"], answer.DeletedObjects.Select(deleted => deleted.Key));
        Assert.Empty((await S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket })).S3Objects ?? []);
    }

    [Fact]
    public async Task Is_not_deleted_by_a_batch_that_is_not_sound()
    {
        await PutAsync("a");
        await RefusedAsync(HttpStatusCode.BadRequest, "InvalidRequest",
            SendAsync("POST", "/users?delete", "<Delete><Object><Key>a</Key></Object></Delete>"));
        await RefusedAsync(HttpStatusCode.BadRequest, "BadDigest",
            SendAsync("POST", "/users?delete", "<Delete><Object><Key>a</Key></Object></Delete>",
                ("Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg==")));
        await RefusedAsync(HttpStatusCode.BadRequest, "MalformedXML",
            SendAsync("POST", "/users?delete", "<Delete>",
                ("Content-MD5", Convert.ToBase64String(Convert.FromHexString(Md5("<Delete>"))))));
        var bomb = "<!DOCTYPE d [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Delete><Object><Key>&e;</Key></Object></Delete>";
        await RefusedAsync(HttpStatusCode.BadRequest, "MalformedXML",
            SendAsync("POST", "/users?delete", bomb, ("Content-MD5", Convert.ToBase64String(Convert.FromHexString(Md5(bomb))))));
        Assert.Equal("content", await ReadAsync("a"));
    }

    [Fact]
    public async Task Is_copied_with_or_without_its_metadata()
    {
        var request = new PutObjectRequest { BucketName = Bucket, Key = "ä b+c", ContentBody = "x", ContentType = "application/sql" };
        request.Metadata["m"] = "1";
        await S3.PutObjectAsync(request);
        var copy = await S3.CopyObjectAsync(Bucket, "ä b+c", Bucket, "copy");
        Assert.Equal("\"" + Md5("x") + "\"", copy.ETag);
        Assert.Equal("1", (await S3.GetObjectMetadataAsync(Bucket, "copy")).Metadata["m"]);
        await S3.CopyObjectAsync(new CopyObjectRequest
        {
            SourceBucket = Bucket,
            SourceKey = "copy",
            DestinationBucket = Bucket,
            DestinationKey = "copy",
            MetadataDirective = S3MetadataDirective.REPLACE,
            ContentType = "text/plain"
        });
        var head = await S3.GetObjectMetadataAsync(Bucket, "copy");
        Assert.Equal(("text/plain", 0), (head.Headers.ContentType, head.Metadata.Count));
        Assert.Equal("x", await ReadAsync("copy"));
    }

    [Fact]
    public async Task Is_not_copied_where_that_makes_no_sense()
    {
        var etag = (await PutAsync("a")).ETag;
        await FailsAsync("InvalidRequest", HttpStatusCode.BadRequest, () => S3.CopyObjectAsync(Bucket, "a", Bucket, "a"));
        await FailsAsync("NoSuchKey", HttpStatusCode.NotFound, () => S3.CopyObjectAsync(Bucket, "z", Bucket, "b"));
        await FailsAsync("NoSuchBucket", HttpStatusCode.NotFound, () => S3.CopyObjectAsync("nobody", "a", Bucket, "b"));
        await RefusedAsync(HttpStatusCode.BadRequest, "InvalidArgument", SendAsync("PUT", "/users/b", "", ("x-amz-copy-source", "users")));
        await RefusedAsync(HttpStatusCode.PreconditionFailed, "PreconditionFailed",
            SendAsync("PUT", "/users/b", "", ("x-amz-copy-source", "users/a"), ("x-amz-copy-source-if-none-match", etag)));
    }

    private static string Md5(string text) => Convert.ToHexStringLower(
#pragma warning disable CA5351 // S3's entity tags are MD5.
        System.Security.Cryptography.MD5.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
}
