using System.Collections.Concurrent;

namespace Daybreak.HostAgent.Run.Bucket;

/// <summary>Waits until a bucket is quiet and mirrors it as it is then.</summary>
internal sealed class SnapshotTaker(BucketReader reader, MigrationNames names, ObjectCache cache, TimeProvider time)
{
    private const int ParallelDownloads = 8;
    private const int Attempts = 5;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>Takes the snapshot.</summary>
    /// <param name="folder">Receives the files; whatever was in it is removed.</param>
    /// <param name="settleTime">How long the bucket must have been quiet.</param>
    /// <param name="cancellationToken">Ends the wait and the downloads.</param>
    /// <exception cref="RunFailedException">The bucket could not be read, or not completely.</exception>
    public async Task<(BucketListing Listing, BucketSnapshot Snapshot)> TakeAsync(
        RunFolder folder, TimeSpan settleTime, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var listing = await SettledAsync(settleTime, cancellationToken);
            var takenAt = time.GetUtcNow();
            var plan = MirrorPlan.For(listing.Objects, names);
            folder.Clear();
            try
            {
                var objects = await MirrorAsync(plan.Objects, folder.Path, cancellationToken);
                cache.Prune(plan.Objects, takenAt);
                return (listing, new BucketSnapshot(reader.Bucket, takenAt, objects, plan.Skipped));
            }
            catch (ObjectChangedException) when (attempt < Attempts)
            {
                // The bucket is not what was listed any more: list it again.
            }
            catch (ObjectChangedException e)
            {
                throw RunFailedException.Incomplete(
                    $"The bucket '{reader.Bucket}' could not be mirrored in {Attempts} attempts: {e.Message.TrimEnd('.')}. "
                    + "Nothing was applied. Run the command again when nothing writes to the bucket.",
                    e);
            }
        }
    }

    private async Task<BucketListing> SettledAsync(TimeSpan settleTime, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var listing = await reader.ListAsync(cancellationToken);
        while (true)
        {
            await Task.Delay(listing.Unsettled(settleTime, listing.Corrected(time.GetUtcNow())), time, cancellationToken);
            var next = await reader.ListAsync(cancellationToken);
            if (next.SameAs(listing))
            {
                return next;
            }

            if (time.GetElapsedTime(started) > LongestWait)
            {
                throw RunFailedException.Incomplete(
                    $"The bucket '{reader.Bucket}' did not become quiet for {settleTime.TotalSeconds} s "
                    + $"within {LongestWait.TotalMinutes} minutes. Nothing was applied; run the command again when nothing writes to the bucket.");
            }

            listing = next;
        }
    }

    private async Task<IReadOnlyList<SnapshotObject>> MirrorAsync(
        IReadOnlyList<ObjectVersion> versions, string folder, CancellationToken cancellationToken)
    {
        var download = new ObjectDownload(reader);
        var objects = new ConcurrentBag<SnapshotObject>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelDownloads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(versions, options, async (version, token) =>
        {
            var target = Path.Combine(folder, version.Key);
            RunFolder.CreateDirectory(Path.GetDirectoryName(target)!);
            var cached = await cache.TryCopyAsync(version, target, token);
            if (cached is null)
            {
                cached = await download.WriteAsync(version, target, token);
                cache.Add(version, cached.Sha256, target);
            }

            objects.Add(cached);
        });
        return [.. objects.OrderBy(o => o.Key, StringComparer.Ordinal)];
    }
}
