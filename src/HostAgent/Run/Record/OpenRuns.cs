using Amazon.S3;
using Amazon.S3.Model;

namespace Daybreak.HostAgent.Run.Record;

/// <summary>
/// Marks, below one prefix of a results bucket, the databases that may have open records. Whoever runs many databases sees with one listing that
/// nothing was left open, instead of asking for each. A mark is there before the record is open, and goes after it is closed.
/// </summary>
internal sealed class OpenRuns(IAmazonS3 s3, string bucket, RunLog log, TimeProvider time)
{
    /// <summary>Before the keys of all marks. No database is called so: its name has no hyphen.</summary>
    public const string Prefix = "open-runs/";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    // Databases whose turn comes at the same time share a listing.
    private readonly Coalesced<IReadOnlySet<string>?> _listing =
        new(() => DatabasesAsync(s3, bucket, log, time), TimeSpan.FromMilliseconds(20), time);

    /// <summary>Whether a database may have open records, as of now. What cannot be known may be.</summary>
    public async Task<bool> MayHaveAsync(string database) => await _listing.AskAsync() is not { } open || open.Contains(database);

    /// <summary>Marks a database for a run that is about to open a record.</summary>
    public Task MarkAsync(string database, string runId) => TryAsync(
        "marked",
        token => s3.PutObjectAsync(SmallObject.Put(bucket, Key(database, runId), string.Empty, "text/plain"), token));

    /// <summary>Removes a run's mark.</summary>
    public Task UnmarkAsync(string database, string runId) => TryAsync("unmarked", token => s3.DeleteObjectAsync(bucket, Key(database, runId), token));

    private static string Key(string database, string runId) => $"{Prefix}{database}/{runId}";

    private static async Task<IReadOnlySet<string>?> DatabasesAsync(IAmazonS3 s3, string bucket, RunLog log, TimeProvider time)
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        var databases = new HashSet<string>(StringComparer.Ordinal);
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = Prefix };
        try
        {
            do
            {
                var page = await s3.ListObjectsV2Async(request, timeout.Token);
                databases.UnionWith((page.S3Objects ?? []).Select(o => o.Key[Prefix.Length..o.Key.LastIndexOf('/')]));
                request.ContinuationToken = page.NextContinuationToken;
            }
            while (request.ContinuationToken is not null);
            return databases;
        }
        catch (Exception e) when (AwsFailure.Is(e) || e is OperationCanceledException)
        {
            log.Warning($"The open runs in the results bucket '{bucket}' could not be listed: {e.Message}");
            return null;
        }
    }

    private async Task TryAsync(string what, Func<CancellationToken, Task> action)
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        try
        {
            await action(timeout.Token);
        }
        catch (Exception e) when (AwsFailure.Is(e) || e is OperationCanceledException)
        {
            log.Warning(
                $"The run could not be {what} as open in the results bucket '{bucket}': {e.Message.TrimEnd('.')}. "
                + $"Allow s3:PutObject and s3:DeleteObject on {Prefix}* in it to this host's role.");
        }
    }
}
