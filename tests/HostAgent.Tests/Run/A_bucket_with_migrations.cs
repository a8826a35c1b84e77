using Amazon.S3.Model;
using Daybreak.HostAgent.Run;
using Daybreak.HostAgent.Run.Bucket;
using Daybreak.LocalCloud.S3;

namespace Daybreak.HostAgent.Tests.Run;

public sealed class A_bucket_with_migrations : BucketSituation
{
    [Fact]
    public async Task Is_mirrored_as_it_is_with_versions_and_hashes()
    {
        await Cloud.PutAsync(Bucket, "V1__a.sql", "old");
        var version = await Cloud.PutAsync(Bucket, "V1__a.sql", "SELECT 1;");
        await Cloud.PutAsync(Bucket, "sub/V2__b.sql", "SELECT 2;");
        await Cloud.PutAsync(Bucket, "sub/V2__b.sql.conf", "executeInTransaction=false");
        await Cloud.PutAsync(Bucket, "V3__gone.sql", "SELECT 3;");
        await Cloud.DeleteAsync(Bucket, "V3__gone.sql");
        await Cloud.PutAsync(Bucket, "README.md", "no migration");

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
        await Cloud.PutAsync(Bucket, "V1__a.sql", "SELECT 1;");
        var listings = 0;
        using var download = new ManualResetEventSlim();
        var overlapped = false;
        Cloud.S3Faults.Decide = request =>
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
    public async Task Is_downloaded_only_where_it_changed()
    {
        await Cloud.PutAsync(Bucket, "V1__a.sql", "SELECT 1;");
        await Cloud.PutAsync(Bucket, "V2__b.sql", "SELECT 2;");
        using (var first = Folder())
        {
            await TakeAsync(first);
        }

        await Cloud.PutAsync(Bucket, "V2__b.sql", "SELECT 22;");
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
        await Cloud.PutAsync(Bucket, "V1__a.sql", "SELECT 1;");
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
    public async Task May_hold_more_versions_than_a_page_of_a_listing_has()
    {
        const int Replaced = 1020;
        for (var i = 0; i < Replaced; i++)
        {
            await Aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "V1__a.sql", ContentBody = $"SELECT {i};" });
        }

        await Cloud.PutAsync(Bucket, "V2__b.sql", "SELECT 2;");
        var listings = 0;
        Cloud.S3Faults.Decide = request =>
        {
            listings += request.Query.ContainsKey("versions") ? 1 : 0;
            return null;
        };

        var listing = await new BucketReader(Aws.S3, Bucket).ListAsync(CancellationToken.None);

        Assert.Equal(2, listings);
        Assert.Equal(["V1__a.sql", "V2__b.sql"], listing.Objects.Select(o => o.Key));
        Assert.Equal($"SELECT {Replaced - 1};".Length, listing.Objects[0].Size);
    }

    [Fact]
    public async Task Is_waited_for_until_it_is_quiet()
    {
        await Cloud.PutAsync(Bucket, "V2__b.sql", "SELECT 2;");
        var listings = 0;
        Cloud.S3Faults.Decide = request =>
        {
            if (request.Method == "GET" && ++listings == 1)
            {
                Cloud.S3Faults.Decide = null;
                _ = Task.Run(() => Cloud.PutAsync(Bucket, "V1__a.sql", "SELECT 1;"));
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
        await Cloud.PutAsync(Bucket, "V2__b.sql", "SELECT 2;");
        Task<string>? upload = null;
        Cloud.S3Faults.Decide = request =>
        {
            if (request.Query.ContainsKey("versions"))
            {
                upload ??= Task.Run(async () =>
                {
                    await Task.Delay(300);
                    return await Cloud.PutAsync(Bucket, "V1__a.sql", "SELECT 1;");
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
            await Cloud.PutAsync(Bucket, key, "SELECT 1;");
        }

        using var folder = Folder();
        var snapshot = await TakeAsync(folder);

        Assert.Equal(odd.Order(StringComparer.Ordinal), snapshot.Objects.Select(o => o.Key));
        Assert.Equal(hostile.Length, snapshot.Skipped.Count);
        Assert.All(odd, key => Assert.True(File.Exists(Path.Combine(folder.Path, key)), key));
        Assert.Equal(odd.Length, Directory.EnumerateFiles(Cloud.WorkDirectory, "*.sql", SearchOption.AllDirectories).Count());
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

    private Func<IReadOnlyList<string>> CountDownloads()
    {
        var paths = new System.Collections.Concurrent.ConcurrentQueue<string>();
        Cloud.S3Faults.Decide = request =>
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
}
