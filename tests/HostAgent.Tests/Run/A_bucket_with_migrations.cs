using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Amazon.S3.Model;
using Daybreak.HostAgent.Run;
using Daybreak.HostAgent.Run.Bucket;
using Daybreak.LocalCloud.S3;
using Daybreak.LocalCloud.S3.Protocol;
using Microsoft.AspNetCore.Http;

namespace Daybreak.HostAgent.Tests.Run;

public sealed class A_bucket_with_migrations : IAsyncLifetime
{
    private const string Bucket = "users";

    private LoopbackCloud _cloud = null!;
    private AwsClients _aws = null!;
    private string DatabaseDirectory => Path.Combine(_cloud.WorkDirectory, "dev", "Users");

    public async Task InitializeAsync()
    {
        _cloud = await LoopbackCloud.StartAsync();
        _aws = _cloud.Clients();
        await _cloud.CreateBucketAsync(Bucket);
    }

    public async Task DisposeAsync()
    {
        _aws.Dispose();
        await _cloud.DisposeAsync();
    }

    [Fact]
    public async Task Is_mirrored_as_it_is_with_versions_and_hashes()
    {
        await _cloud.PutAsync(Bucket, "V1__a.sql", "old");
        var version = await _cloud.PutAsync(Bucket, "V1__a.sql", "SELECT 1;");
        await _cloud.PutAsync(Bucket, "sub/V2__b.sql", "SELECT 2;");
        await _cloud.PutAsync(Bucket, "sub/V2__b.sql.conf", "executeInTransaction=false");
        await _cloud.PutAsync(Bucket, "V3__gone.sql", "SELECT 3;");
        await _cloud.DeleteAsync(Bucket, "V3__gone.sql");
        await _cloud.PutAsync(Bucket, "README.md", "no migration");

        using var folder = Folder();
        var snapshot = await TakeAsync(folder);

        Assert.Equal(["V1__a.sql", "sub/V2__b.sql", "sub/V2__b.sql.conf"], snapshot.Objects.Select(o => o.Key));
        Assert.Equal(new SnapshotObject("V1__a.sql", version, 9, Sha256("SELECT 1;")), snapshot.Objects[0]);
        Assert.Equal("SELECT 1;", await File.ReadAllTextAsync(Path.Combine(folder.Path, "V1__a.sql")));
        Assert.Equal(
            ["V1__a.sql", "sub/V2__b.sql", "sub/V2__b.sql.conf"],
            Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(folder.Path, f))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Is_downloaded_while_it_is_listed_again()
    {
        await _cloud.PutAsync(Bucket, "V1__a.sql", "SELECT 1;");
        var listings = 0;
        using var download = new ManualResetEventSlim();
        var overlapped = false;
        _cloud.S3Faults.Decide = request =>
        {
            if (request.Path == "/users/V1__a.sql")
            {
                download.Set();
            }
            else if (Interlocked.Increment(ref listings) == 2)
            {
                overlapped = download.Wait(TimeSpan.FromSeconds(30));
            }

            return null;
        };

        using var folder = Folder();
        var snapshot = await TakeAsync(folder);

        Assert.True(overlapped, "The second listing had to wait for its answer before anything was downloaded.");
        Assert.Equal((2, Sha256("SELECT 1;")), (listings, snapshot.Objects.Single().Sha256));
    }

    [Fact]
    public async Task That_changes_while_it_is_downloaded_is_mirrored_as_the_next_listing_shows_it()
    {
        await _cloud.PutAsync(Bucket, "V1__a.sql", "SELECT 1;");
        var listings = 0;
        using var changed = new ManualResetEventSlim();
        _cloud.S3Faults.Decide = request =>
        {
            if (request.Method == "GET" && request.Path == "/users/" && Interlocked.Increment(ref listings) == 2)
            {
                _cloud.S3Faults.Decide = null;
                _ = Task.Run(ChangeAsync);
                changed.Wait(TimeSpan.FromSeconds(30));
            }

            return null;
        };

        using var folder = Folder();
        var snapshot = await TakeAsync(folder);

        Assert.True(changed.IsSet);
        Assert.Equal(["V2__b.sql"], snapshot.Objects.Select(o => o.Key));
        Assert.Equal(["V2__b.sql"], Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName));

        async Task ChangeAsync()
        {
            await _cloud.DeleteAsync(Bucket, "V1__a.sql");
            await _cloud.PutAsync(Bucket, "V2__b.sql", "SELECT 2;");
            changed.Set();
        }
    }

    [Fact]
    public async Task Is_downloaded_only_where_it_changed()
    {
        await _cloud.PutAsync(Bucket, "V1__a.sql", "SELECT 1;");
        await _cloud.PutAsync(Bucket, "V2__b.sql", "SELECT 2;");
        using (var first = Folder())
        {
            await TakeAsync(first);
        }

        await _cloud.PutAsync(Bucket, "V2__b.sql", "SELECT 22;");
        var downloads = CountDownloads();
        using var folder = Folder();
        var snapshot = await TakeAsync(folder);

        Assert.Equal(["/users/V2__b.sql"], downloads());
        Assert.Equal([Sha256("SELECT 1;"), Sha256("SELECT 22;")], snapshot.Objects.Select(o => o.Sha256));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(DatabaseDirectory, "objects")).Length);
    }

    [Fact]
    public async Task Is_downloaded_again_when_the_cached_file_is_damaged()
    {
        await _cloud.PutAsync(Bucket, "V1__a.sql", "SELECT 1;");
        using (var first = Folder())
        {
            await TakeAsync(first);
        }

        await File.WriteAllTextAsync(Directory.GetFiles(Path.Combine(DatabaseDirectory, "objects")).Single(), "SELECT 9;");
        using var folder = Folder();
        var snapshot = await TakeAsync(folder);

        Assert.Equal(Sha256("SELECT 1;"), snapshot.Objects[0].Sha256);
        Assert.Equal("SELECT 1;", await File.ReadAllTextAsync(Path.Combine(folder.Path, "V1__a.sql")));
    }

    [Fact]
    public async Task Is_listed_again_when_an_object_goes_between_listing_and_download()
    {
        await _cloud.PutAsync(Bucket, "V1__a.sql", "SELECT 1;");
        var faults = 0;
        _cloud.S3Faults.Decide = request => request.Path == "/users/V1__a.sql" && faults++ == 0
            ? new FaultDecision(Error: S3Errors.NoSuchVersion("V1__a.sql", "1").Error)
            : null;

        using var folder = Folder();
        var snapshot = await TakeAsync(folder);

        Assert.Equal(2, faults);
        Assert.Single(snapshot.Objects);
    }

    [Fact]
    public async Task That_never_stays_as_it_was_listed_is_incomplete()
    {
        await _cloud.PutAsync(Bucket, "V1__a.sql", "SELECT 1;");
        _cloud.S3Faults.Decide = request => request.Path == "/users/V1__a.sql"
            ? new FaultDecision(Error: S3Errors.NoSuchVersion("V1__a.sql", "1").Error)
            : null;

        using var folder = Folder();
        var error = await Assert.ThrowsAsync<RunFailedException>(() => TakeAsync(folder));

        Assert.Equal(RunExitCode.Incomplete, error.ExitCode);
        Assert.Contains("'V1__a.sql' changed while it was read: it is gone. Nothing was applied.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_versioning_notices_an_object_that_was_replaced_after_the_listing()
    {
        await _cloud.CreateBucketAsync("plain", versioned: false);
        await _cloud.PutAsync("plain", "V1__a.sql", "SELECT 1;");
        var reader = new BucketReader(_aws.S3, "plain");
        var listed = Assert.Single((await reader.ListAsync(CancellationToken.None)).Objects);
        await _cloud.PutAsync("plain", "V1__a.sql", "SELECT 2;");

        var error = await Assert.ThrowsAsync<ObjectChangedException>(
            () => new ObjectDownload(reader).WriteAsync(listed, Path.Combine(_cloud.Directory, "file"), CancellationToken.None));

        Assert.Equal("The object 'V1__a.sql' changed while it was read: it was replaced.", error.Message);
    }

    [Fact]
    public async Task Whose_listing_and_content_differ_in_length_is_not_believed()
    {
        await _cloud.PutAsync(Bucket, "V1__a.sql", "SELECT 1;");
        var reader = new BucketReader(_aws.S3, Bucket);
        var listed = Assert.Single((await reader.ListAsync(CancellationToken.None)).Objects) with { Size = 10 };

        var error = await Assert.ThrowsAsync<ObjectChangedException>(
            () => new ObjectDownload(reader).WriteAsync(listed, Path.Combine(_cloud.Directory, "file"), CancellationToken.None));

        Assert.EndsWith("9 bytes arrived of 10.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_listed_and_read_again_when_a_connection_is_cut_in_the_middle_of_an_object()
    {
        await _cloud.PutAsync(Bucket, "V1__a.sql", "SELECT 1;");
        var answers = 0;
        AnswerHalf(context =>
        {
            if (++answers == 1)
            {
                context.Abort();
                return Task.CompletedTask;
            }

            _cloud.Instead = null;
            return context.Response.WriteAsync("CT 1;");
        });

        using var folder = Folder();
        var snapshot = await TakeAsync(folder);

        Assert.Equal(2, answers);
        Assert.Equal(Sha256("SELECT 1;"), Assert.Single(snapshot.Objects).Sha256);
    }

    [Fact]
    public async Task Is_not_waited_for_for_ever_when_an_object_stops_in_its_middle()
    {
        await _cloud.PutAsync(Bucket, "V1__a.sql", "SELECT 1;");
        var reader = new BucketReader(_aws.S3, Bucket);
        var listed = Assert.Single((await reader.ListAsync(CancellationToken.None)).Objects);
        AnswerHalf(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var download = new ObjectDownload(reader) { Patience = TimeSpan.FromMilliseconds(200) };

        var error = await Assert.ThrowsAsync<ObjectChangedException>(
            () => download.WriteAsync(listed, Path.Combine(_cloud.Directory, "file"), CancellationToken.None));

        Assert.Contains("S3 sent nothing more for 0.2 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task May_hold_more_versions_than_a_page_of_a_listing_has()
    {
        const int Replaced = 1020;
        for (var i = 0; i < Replaced; i++)
        {
            await _aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "V1__a.sql", ContentBody = $"SELECT {i};" });
        }

        await _cloud.PutAsync(Bucket, "V2__b.sql", "SELECT 2;");
        var listings = 0;
        _cloud.S3Faults.Decide = request =>
        {
            listings += request.Query.ContainsKey("versions") ? 1 : 0;
            return null;
        };

        var listing = await new BucketReader(_aws.S3, Bucket).ListAsync(CancellationToken.None);

        Assert.Equal(2, listings);
        Assert.Equal(["V1__a.sql", "V2__b.sql"], listing.Objects.Select(o => o.Key));
        Assert.Equal($"SELECT {Replaced - 1};".Length, listing.Objects[0].Size);
    }

    [Fact]
    public async Task Is_waited_for_until_it_is_quiet()
    {
        await _cloud.PutAsync(Bucket, "V2__b.sql", "SELECT 2;");
        var listings = 0;
        _cloud.S3Faults.Decide = request =>
        {
            if (request.Method == "GET" && ++listings == 1)
            {
                _cloud.S3Faults.Decide = null;
                _ = Task.Run(() => _cloud.PutAsync(Bucket, "V1__a.sql", "SELECT 1;"));
            }

            return null;
        };

        using var folder = Folder();
        var (_, snapshot) = await Taker(Bucket).TakeAsync(folder, TimeSpan.FromSeconds(1), CancellationToken.None);

        Assert.Equal(["V1__a.sql", "V2__b.sql"], snapshot.Objects.Select(o => o.Key));
    }

    [Fact]
    public async Task Is_waited_for_by_the_clock_of_S3()
    {
        await _cloud.PutAsync(Bucket, "V2__b.sql", "SELECT 2;");
        Task<string>? upload = null;
        _cloud.S3Faults.Decide = request =>
        {
            if (request.Query.ContainsKey("versions"))
            {
                upload ??= Task.Run(async () =>
                {
                    await Task.Delay(300);
                    return await _cloud.PutAsync(Bucket, "V1__a.sql", "SELECT 1;");
                });
            }

            return null;
        };

        using var folder = Folder();
        var (_, snapshot) = await Taker(Bucket, new ClockAhead()).TakeAsync(folder, TimeSpan.FromSeconds(2), CancellationToken.None);

        Assert.Equal(["V1__a.sql", "V2__b.sql"], snapshot.Objects.Select(o => o.Key));
        await upload!;
    }

    [Fact]
    public async Task May_hold_hostile_keys_that_write_nothing_outside_the_mirror()
    {
        string[] hostile = ["../../V1__up.sql", "a\\V1__b.sql", "x//V1__c.sql"];
        string[] odd = ["V1__it's \"q\" $(touch x) ;|&.sql", "V2__ünï_数.sql", "V3__with space+plus%20.sql"];
        foreach (var key in hostile.Concat(odd))
        {
            await _cloud.PutAsync(Bucket, key, "SELECT 1;");
        }

        using var folder = Folder();
        var snapshot = await TakeAsync(folder);

        Assert.Equal(odd.Order(StringComparer.Ordinal), snapshot.Objects.Select(o => o.Key));
        Assert.Equal(hostile.Length, snapshot.Skipped.Count);
        Assert.All(odd, key => Assert.True(File.Exists(Path.Combine(folder.Path, key)), key));
        Assert.Equal(odd.Length, Directory.EnumerateFiles(_cloud.WorkDirectory, "*.sql", SearchOption.AllDirectories).Count());
    }

    [Fact]
    public async Task Is_read_in_spite_of_throttling()
    {
        await _cloud.PutAsync(Bucket, "V1__a.sql", "SELECT 1;");
        var requests = 0;
        _cloud.S3Faults.Decide = _ => Interlocked.Increment(ref requests) % 2 == 1 ? FaultDecision.SlowDown : null;

        using var folder = Folder();

        Assert.Single((await TakeAsync(folder)).Objects);
    }

    [Fact]
    public async Task That_does_not_exist_is_a_configuration_error()
    {
        using var folder = Folder();

        var error = await Assert.ThrowsAsync<RunFailedException>(() => TakeAsync(folder, "nobody"));

        Assert.Equal(RunExitCode.Configuration, error.ExitCode);
        Assert.StartsWith("The bucket 'nobody' does not exist. Deploy the stack", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 0.0)]
    [InlineData(0.0, 2.0)]
    [InlineData(-0.5, 1.5)]
    [InlineData(-2.0, 1.0)]
    [InlineData(-2.5, 0.0)]
    [InlineData(-3.0, 0.0)]
    [InlineData(-100.0, 0.0)]
    [InlineData(100.0, 2.0)]
    public void Settles_by_its_last_change(double? lastChange, double expected)
    {
        var now = DateTimeOffset.UnixEpoch.AddYears(50);
        var listing = new BucketListing([], lastChange is { } seconds ? now.AddSeconds(seconds) : null);

        Assert.Equal(TimeSpan.FromSeconds(expected), listing.Unsettled(TimeSpan.FromSeconds(2), now));
    }

    private async Task<BucketSnapshot> TakeAsync(RunFolder folder, string bucket = Bucket) =>
        (await Taker(bucket).TakeAsync(folder, TimeSpan.Zero, CancellationToken.None)).Snapshot;

    private SnapshotTaker Taker(string bucket, TimeProvider? time = null) => new(
        new BucketReader(_aws.S3, bucket),
        MigrationNames.Default,
        new ObjectCache(Path.Combine(DatabaseDirectory, "objects")),
        time ?? TimeProvider.System);

    /// <summary>Answers the download of V1__a.sql with its beginning, and then as given.</summary>
    private void AnswerHalf(Func<HttpContext, Task> then) => _cloud.Instead = async (path, context) =>
    {
        if (path != "/users/V1__a.sql")
        {
            return false;
        }

        context.Response.Headers.ETag = EntityTag("SELECT 1;");
        context.Response.ContentLength = 9;
        await context.Response.WriteAsync("SELE");
        await context.Response.Body.FlushAsync();
        await then(context);
        return true;
    };

    [SuppressMessage("Security", "CA5351", Justification = "S3's entity tag is an MD5.")]
    private static string EntityTag(string text) => $"\"{Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)))}\"";

    private RunFolder Folder() => RunFolder.Create(DatabaseDirectory, "test");

    private Func<IReadOnlyList<string>> CountDownloads()
    {
        var paths = new System.Collections.Concurrent.ConcurrentQueue<string>();
        _cloud.S3Faults.Decide = request =>
        {
            var path = request.Path.ToString();
            if (request.Method == "GET" && path.EndsWith(".sql", StringComparison.Ordinal))
            {
                paths.Enqueue(path);
            }

            return null;
        };
        return () => [.. paths];
    }

    /// <summary>A host whose clock is a minute fast.</summary>
    private sealed class ClockAhead : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddMinutes(1);
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
