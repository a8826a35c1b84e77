using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Daybreak.HostAgent.Run;
using Daybreak.HostAgent.Run.Bucket;
using Daybreak.HostAgent.Tests.Connecting;
using Daybreak.LocalCloud.S3;
using Daybreak.LocalCloud.S3.Protocol;
using Microsoft.AspNetCore.Http;

namespace Daybreak.HostAgent.Tests.Run;

public sealed class A_bucket_that_changes_or_fails_while_it_is_read : BucketSituation
{
    [Fact]
    public async Task That_changes_while_it_is_downloaded_is_mirrored_as_the_next_listing_shows_it()
    {
        await Cloud.PutAsync(Bucket, "V1__a.sql", "SELECT 1;");
        var listings = 0;
        using var changed = new ManualResetEventSlim();
        Cloud.S3Faults.Decide = request =>
        {
            if (request.Method == "GET" && request.Path == "/users/" && Interlocked.Increment(ref listings) == 2)
            {
                Cloud.S3Faults.Decide = null;
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
            await Cloud.DeleteAsync(Bucket, "V1__a.sql");
            await Cloud.PutAsync(Bucket, "V2__b.sql", "SELECT 2;");
            changed.Set();
        }
    }

    [Fact]
    public async Task That_settles_late_is_waited_for_as_many_settle_times_as_a_second_and_a_third_upload_take()
    {
        await Cloud.PutAsync(Bucket, "V1__a.sql", "SELECT 1;");
        var listings = 0;
        using var uploaded = new AutoResetEvent(false);
        Cloud.S3Faults.Decide = request =>
        {
            if (request.Method == "GET" && request.Path == "/users/" && Interlocked.Increment(ref listings) is 2 or 3)
            {
                _ = Task.Run(UploadAsync);
                uploaded.WaitOne(TimeSpan.FromSeconds(30));
            }

            return null;
        };

        using var folder = Folder();
        var (_, snapshot) = await Taker(Bucket, new SkippingTime()).TakeAsync(folder, TimeSpan.FromSeconds(200), CancellationToken.None);

        Assert.Equal(["V1__a.sql", "V2__b.sql", "V3__b.sql"], snapshot.Objects.Select(o => o.Key));

        async Task UploadAsync()
        {
            await Cloud.PutAsync(Bucket, $"V{Volatile.Read(ref listings)}__b.sql", "SELECT 2;");
            uploaded.Set();
        }
    }

    [Fact]
    public async Task Is_listed_again_when_an_object_goes_between_listing_and_download()
    {
        await Cloud.PutAsync(Bucket, "V1__a.sql", "SELECT 1;");
        var faults = 0;
        Cloud.S3Faults.Decide = request => request.Path == "/users/V1__a.sql" && faults++ == 0
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
        await Cloud.PutAsync(Bucket, "V1__a.sql", "SELECT 1;");
        Cloud.S3Faults.Decide = request => request.Path == "/users/V1__a.sql"
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
        await Cloud.CreateBucketAsync("plain", versioned: false);
        await Cloud.PutAsync("plain", "V1__a.sql", "SELECT 1;");
        var reader = new BucketReader(Aws.S3, "plain");
        var listed = Assert.Single((await reader.ListAsync(CancellationToken.None)).Objects);
        await Cloud.PutAsync("plain", "V1__a.sql", "SELECT 2;");

        var error = await Assert.ThrowsAsync<ObjectChangedException>(
            () => new ObjectDownload(reader).WriteAsync(listed, Path.Combine(Cloud.Directory, "file"), CancellationToken.None));

        Assert.Equal("The object 'V1__a.sql' changed while it was read: it was replaced.", error.Message);
    }

    [Fact]
    public async Task Whose_listing_and_content_differ_in_length_is_not_believed()
    {
        await Cloud.PutAsync(Bucket, "V1__a.sql", "SELECT 1;");
        var reader = new BucketReader(Aws.S3, Bucket);
        var listed = Assert.Single((await reader.ListAsync(CancellationToken.None)).Objects) with { Size = 10 };

        var error = await Assert.ThrowsAsync<ObjectChangedException>(
            () => new ObjectDownload(reader).WriteAsync(listed, Path.Combine(Cloud.Directory, "file"), CancellationToken.None));

        Assert.EndsWith("9 bytes arrived of 10.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_listed_and_read_again_when_a_connection_is_cut_in_the_middle_of_an_object()
    {
        await Cloud.PutAsync(Bucket, "V1__a.sql", "SELECT 1;");
        var answers = 0;
        AnswerHalf(context =>
        {
            if (++answers == 1)
            {
                context.Abort();
                return Task.CompletedTask;
            }

            Cloud.Instead = null;
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
        await Cloud.PutAsync(Bucket, "V1__a.sql", "SELECT 1;");
        var reader = new BucketReader(Aws.S3, Bucket);
        var listed = Assert.Single((await reader.ListAsync(CancellationToken.None)).Objects);
        AnswerHalf(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var download = new ObjectDownload(reader) { Patience = TimeSpan.FromMilliseconds(200) };

        var error = await Assert.ThrowsAsync<ObjectChangedException>(
            () => download.WriteAsync(listed, Path.Combine(Cloud.Directory, "file"), CancellationToken.None));

        Assert.Contains("S3 sent nothing more for 0.2 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_read_in_spite_of_throttling()
    {
        await Cloud.PutAsync(Bucket, "V1__a.sql", "SELECT 1;");
        var requests = 0;
        Cloud.S3Faults.Decide = _ => Interlocked.Increment(ref requests) % 2 == 1 ? FaultDecision.SlowDown : null;

        using var folder = Folder();

        Assert.Single((await TakeAsync(folder)).Objects);
    }

    /// <summary>Answers the download of V1__a.sql with its beginning, and then as given.</summary>
    private void AnswerHalf(Func<HttpContext, Task> then) => Cloud.Instead = async (path, context) =>
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
}
