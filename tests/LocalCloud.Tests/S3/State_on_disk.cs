using System.Net;
using System.Text;
using Amazon.S3.Model;

namespace Daybreak.LocalCloud.Tests.S3;

public sealed class State_on_disk : S3Tests
{
    private string Journal => Path.Combine(Server.Directory, "buckets", "users.jsonl");

    private string[] Blobs => Directory.GetFiles(Path.Combine(Server.Directory, "blobs"), "*", SearchOption.AllDirectories);

    [Fact]
    public async Task Survives_a_restart()
    {
        await EnableVersioningAsync();
        var first = (await PutAsync("a", "one")).VersionId;
        await PutAsync("a", "two");
        await S3.DeleteObjectAsync(Bucket, "a");
        await PutAsync("b \"quoted\"\n", "three");
        var before = await VersionsAsync();
        await Server.RestartAsync();
        Assert.Equal(before, await VersionsAsync());
        using var answer = await SendAsync("GET", $"/users/a?versionId={first}");
        Assert.Equal("one", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Survives_a_torn_last_line()
    {
        await PutAsync("a", "one");
        await Server.RestartAsync(() => File.AppendAllText(Journal, "{\"entry\":\"versionAdded\",\"version\":{\"key\":\"b\",\"si"));
        using (var put = await SendAsync("PUT", "/users/c", "two"))
        {
            Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        }

        await Server.RestartAsync();
        using var a = await SendAsync("GET", "/users/a");
        using var b = await SendAsync("GET", "/users/b");
        using var c = await SendAsync("GET", "/users/c");
        Assert.Equal(("one", HttpStatusCode.NotFound, "two"),
            (await a.Content.ReadAsStringAsync(), b.StatusCode, await c.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Survives_a_last_line_of_nothing()
    {
        await PutAsync("a", "one");
        await Server.RestartAsync(() => File.AppendAllText(Journal, new string('\0', 100) + "\n"));
        using var answer = await SendAsync("GET", "/users/a");
        Assert.Equal("one", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Is_refused_when_damaged_in_the_middle()
    {
        await PutAsync("a", "one");
        var sound = await File.ReadAllTextAsync(Journal);
        var exception = await Assert.ThrowsAsync<InvalidDataException>(() =>
            Server.RestartAsync(() => File.WriteAllText(Journal, "{]\n" + sound)));
        Assert.Contains("Line 1 of the journal", exception.Message, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Journal, sound);
        await Server.RestartAsync();
    }

    [Fact]
    public async Task Is_rid_of_what_an_interrupted_process_left()
    {
        await PutAsync("a", "one");
        var kept = Assert.Single(Blobs);
        await Server.RestartAsync(() =>
        {
            File.WriteAllText(Path.Combine(Server.Directory, "staging", "half"), "x");
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(kept)!, "0123456789abcdef0123456789abcdef"), "x");
        });
        Assert.Equal([kept], Blobs);
        Assert.Empty(Directory.GetFiles(Path.Combine(Server.Directory, "staging")));
    }

    [Fact]
    public async Task Belongs_to_one_process()
    {
        var exception = await Assert.ThrowsAsync<IOException>(async () =>
        {
            await using var second = new Daybreak.LocalCloud.S3.S3Service(new() { Directory = Server.Directory }, TimeProvider.System,
                Microsoft.Extensions.Logging.Abstractions.NullLogger<Daybreak.LocalCloud.S3.S3Service>.Instance);
        });
        Assert.Contains("in use by another process", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Holds_200_objects_put_at_once()
    {
        await EnableVersioningAsync();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(number => PutAsync($"k{number % 100}", $"content {number}")));
        var versions = await VersionsAsync();
        Assert.Equal(200, versions.Count);
        Assert.Equal(200, versions.Select(version => version.VersionId).Distinct().Count());
        await Server.RestartAsync();
        Assert.Equal(versions, await VersionsAsync());
        var created = new List<string>();
        Assert.Equal(200, Blobs.Length);
        foreach (var blob in Blobs)
        {
            created.Add(await File.ReadAllTextAsync(blob, Encoding.UTF8));
        }

        Assert.Equal(Enumerable.Range(0, 200).Select(number => $"content {number}").Order(StringComparer.Ordinal),
            created.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Lets_readers_finish_what_is_overwritten_meanwhile()
    {
        await PutAsync("a", new string('x', 1000));
        var reads = Enumerable.Range(0, 50).Select(async _ => await ReadAsync("a"));
        var writes = Enumerable.Range(0, 50).Select(number => PutAsync("a", new string((char)('A' + (number % 26)), 1000)));
        var writing = Task.WhenAll(writes);
        Assert.All(await Task.WhenAll(reads), content => Assert.Single(content.Distinct()));
        await writing;
    }

    [Fact]
    public async Task Takes_only_one_of_many_that_must_be_first()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(number => SendAsync("PUT", "/users/lock", $"{number}", ("If-None-Match", "*"))));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(19, answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed));
    }

    private async Task<List<(string Key, string VersionId, bool IsLatest, bool IsMarker)>> VersionsAsync()
    {
        using var client = Server.Client();
        var page = await client.ListVersionsAsync(new ListVersionsRequest { BucketName = Bucket });
        return page.Versions.ConvertAll(version =>
            (version.Key, version.VersionId, version.IsLatest!.Value, version.IsDeleteMarker == true));
    }
}
