using System.Collections.Concurrent;

namespace Daybreak.HostAgent.Run.Bucket;

/// <summary>Waits until a bucket is quiet and mirrors it as it is then.</summary>
internal sealed class SnapshotTaker(BucketReader reader, MigrationNames names, ObjectCache cache, TimeProvider time)
{
    private const int ParallelDownloads = 8;
    private const int Attempts = 5;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    // A long settle time may begin anew with a second upload, and a third.
    private const int LongestWaitInSettleTimes = 3;

    /// <summary>Takes the snapshot.</summary>
    /// <param name="folder">Receives the files; whatever was in it is removed.</param>
    /// <param name="settleTime">How long the bucket must have been quiet.</param>
    /// <param name="cancellationToken">Ends the wait and the downloads.</param>
    /// <exception cref="RunFailedException">The bucket could not be read, or not completely.</exception>
    public async Task<(BucketListing Listing, BucketSnapshot Snapshot)> TakeAsync(
        RunFolder folder, TimeSpan settleTime, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var listing = await reader.ListAsync(cancellationToken);
        for (var attempt = 1; ;)
        {
            await Task.Delay(listing.Unsettled(settleTime, listing.Corrected(time.GetUtcNow())), time, cancellationToken);
            // What was listed is most likely what the next listing shows: it is downloaded meanwhile.
            var takenAt = time.GetUtcNow();
            var listingAgain = reader.ListAsync(cancellationToken);
            var plan = MirrorPlan.For(listing.Objects, names);
            folder.Clear();
            var mirroring = TryMirrorAsync(plan.Objects, folder.Path, cancellationToken);
            await Task.WhenAll(listingAgain, mirroring);
            var next = await listingAgain;
            var (objects, change) = await mirroring;
            if (next.SameAs(listing))
            {
                if (objects is not null)
                {
                    cache.Prune(plan.Objects, takenAt);
                    return (listing, new BucketSnapshot(reader.Bucket, takenAt, objects, plan.Skipped));
                }

                // The bucket is not what was listed any more, though the next listing does not show it: list it again.
                if (attempt++ == Attempts)
                {
                    throw NeverAsListed(change!);
                }

                next = await reader.ListAsync(cancellationToken);
            }
            else if (time.GetElapsedTime(started) is var waited && waited > LongestWait && waited > LongestWaitInSettleTimes * settleTime)
            {
                throw NeverQuiet(settleTime, waited);
            }

            listing = next;
        }
    }

    private RunFailedException NeverAsListed(ObjectChangedException change) => RunFailedException.Incomplete(
        $"The bucket '{reader.Bucket}' could not be mirrored in {Attempts} attempts: {change.Message.TrimEnd('.')}. "
        + "Nothing was applied. Run the command again when nothing writes to the bucket.",
        change);

    private RunFailedException NeverQuiet(TimeSpan settleTime, TimeSpan waited) => RunFailedException.Incomplete(
        $"The bucket '{reader.Bucket}' did not become quiet for {settleTime.TotalSeconds} s "
        + $"within {Math.Ceiling(waited.TotalMinutes)} minutes. Nothing was applied; run the command again when nothing writes to the bucket.");

    private async Task<(IReadOnlyList<SnapshotObject>? Objects, ObjectChangedException? Change)> TryMirrorAsync(
        IReadOnlyList<ObjectVersion> versions, string folder, CancellationToken cancellationToken)
    {
        try
        {
            return (await MirrorAsync(versions, folder, cancellationToken), null);
        }
        catch (ObjectChangedException e)
        {
            return (null, e);
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
