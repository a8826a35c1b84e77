using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Daybreak.LocalCloud.Tests.S3;

public sealed class Listings : S3Tests
{
    private static readonly string[] Keys = ["a", "b/1", "b/2", "b/c/3", "d", "e/4"];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var key in Keys)
        {
            await PutAsync(key);
        }
    }

    [Fact]
    public async Task Are_sorted_and_complete()
    {
        var page = await ListAsync(new ListObjectsV2Request());
        Assert.Equal(Keys, page.S3Objects.Select(found => found.Key));
        Assert.Equal((6, false), (page.KeyCount!.Value, page.IsTruncated!.Value));
        Assert.All(page.S3Objects, found => Assert.Equal((7L, S3StorageClass.Standard), (found.Size!.Value, found.StorageClass)));
        Assert.All(page.S3Objects, found => Assert.Null(found.Owner));
    }

    [Fact]
    public async Task Roll_up_at_the_delimiter()
    {
        var page = await ListAsync(new ListObjectsV2Request { Delimiter = "/" });
        Assert.Equal(["a", "d"], page.S3Objects.Select(found => found.Key));
        Assert.Equal(["b/", "e/"], page.CommonPrefixes);
    }

    [Fact]
    public async Task Keep_to_the_prefix()
    {
        var page = await ListAsync(new ListObjectsV2Request { Prefix = "b/", Delimiter = "/" });
        Assert.Equal(["b/1", "b/2"], page.S3Objects.Select(found => found.Key));
        Assert.Equal(["b/c/"], page.CommonPrefixes);
        Assert.Equal(0, (await ListAsync(new ListObjectsV2Request { Prefix = "zz" })).KeyCount);
    }

    [Fact]
    public async Task Start_behind_a_key()
    {
        var page = await ListAsync(new ListObjectsV2Request { StartAfter = "b/2" });
        Assert.Equal(["b/c/3", "d", "e/4"], page.S3Objects.Select(found => found.Key));
        var between = await ListAsync(new ListObjectsV2Request { StartAfter = "b/11" });
        Assert.Equal("b/2", between.S3Objects[0].Key);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("/")]
    public async Task Come_in_pages_that_leave_nothing_out(string? delimiter)
    {
        var whole = await ListAsync(new ListObjectsV2Request { Delimiter = delimiter });
        var request = new ListObjectsV2Request { Delimiter = delimiter, MaxKeys = 1 };
        var (keys, prefixes) = (new List<string>(), new List<string>());
        do
        {
            var page = await ListAsync(request);
            keys.AddRange((page.S3Objects ?? []).Select(found => found.Key));
            prefixes.AddRange(page.CommonPrefixes ?? []);
            Assert.Equal(1, page.KeyCount);
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);

        Assert.Equal(whole.S3Objects.Select(found => found.Key), keys);
        Assert.Equal(whole.CommonPrefixes ?? [], prefixes);
    }

    [Fact]
    public async Task Of_the_first_kind_go_on_at_the_marker()
    {
        var first = await S3.ListObjectsAsync(new ListObjectsRequest { BucketName = Bucket, Delimiter = "/", MaxKeys = 2 });
        Assert.Equal(("b/", true), (first.NextMarker, first.IsTruncated!.Value));
        var second = await S3.ListObjectsAsync(new ListObjectsRequest { BucketName = Bucket, Delimiter = "/", Marker = first.NextMarker });
        Assert.Equal("d", Assert.Single(second.S3Objects).Key);
        Assert.Equal(["e/"], second.CommonPrefixes);
        Assert.NotNull(second.S3Objects[0].Owner);
    }

    [Fact]
    public async Task Tell_the_owner_on_demand() =>
        Assert.All((await ListAsync(new ListObjectsV2Request { FetchOwner = true })).S3Objects, found => Assert.NotNull(found.Owner.Id));

    [Fact]
    public async Task Of_no_keys_are_not_truncated()
    {
        using var answer = await SendAsync("GET", "/users?list-type=2&max-keys=0");
        var document = await answer.Content.ReadAsStringAsync();
        Assert.Contains("<IsTruncated>false</IsTruncated>", document, StringComparison.Ordinal);
        Assert.DoesNotContain("<Contents>", document, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list-type=3")]
    [InlineData("list-type=2&max-keys=-1")]
    [InlineData("list-type=2&max-keys=x")]
    [InlineData("list-type=2&encoding-type=base64")]
    [InlineData("list-type=2&continuation-token=%21")]
    [InlineData("versions&version-id-marker=x")]
    public async Task With_bad_arguments_are_refused(string query) =>
        await RefusedAsync(HttpStatusCode.BadRequest, "InvalidArgument", SendAsync("GET", $"/users?{query}"));

    [Fact]
    public async Task Encode_keys_for_a_url_on_demand()
    {
        await PutAsync("x y+z/\u0001ü");
        using var answer = await SendAsync("GET", "/users?list-type=2&prefix=x&encoding-type=url");
        Assert.Contains("<Key>x+y%2Bz/%01%C3%BC</Key>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var plain = await SendAsync("GET", "/users?list-type=2&prefix=x");
        Assert.Contains("<Key>x y+z/&#x1;ü</Key>", await plain.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Task<ListObjectsV2Response> ListAsync(ListObjectsV2Request request)
    {
        request.BucketName = Bucket;
        return S3.ListObjectsV2Async(request);
    }
}
