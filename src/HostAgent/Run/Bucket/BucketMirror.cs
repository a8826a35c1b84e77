using Daybreak.HostAgent.Release;
using Daybreak.HostAgent.Run.Gate;

namespace Daybreak.HostAgent.Run.Bucket;

/// <summary>
/// Mirrors one bucket for any number of databases. Each gets the bucket as it was listed after its turn had come: what was uploaded before then
/// is in it. Databases whose turn comes at the same time share a listing, and as long as the bucket stays as it is, all share the files.
/// </summary>
internal sealed class BucketMirror : IDisposable
{
    // Longer would keep databases waiting that could be worked on; shorter would list for each of them.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);

    private readonly BucketReader _reader;
    private readonly MigrationNames _names;
    private readonly TimeSpan _settleTime;
    private readonly string _directory;
    private readonly string _runId;
    private readonly RunLog _log;
    private readonly TimeProvider _time;
    private readonly Coalesced<Mirror> _refreshing;
    private readonly List<RunFolder> _folders = [];
    private Mirror? _last;

    public BucketMirror(
        BucketReader reader,
        MigrationNames names,
        TimeSpan settleTime,
        string directory,
        string runId,
        RunLog log,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        (_reader, _names, _settleTime, _runId, _log, _time) = (reader, names, settleTime, runId, log, time);
        _directory = Path.Combine(directory, Uri.EscapeDataString(reader.Bucket));
        _refreshing = new Coalesced<Mirror>(() => RefreshAsync(cancellationToken), Gathering, time);
    }

    /// <summary>The bucket as it is from now on.</summary>
    /// <exception cref="RunFailedException">The bucket could not be read, or not completely.</exception>
    public Task<Mirror> CurrentAsync() => _refreshing.AskAsync();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var folder in _folders)
        {
            folder.Dispose();
        }
    }

    private async Task<Mirror> RefreshAsync(CancellationToken cancellationToken)
    {
        if (_last is { } last)
        {
            var now = _time.GetUtcNow();
            if ((await _reader.ListAsync(cancellationToken)).SameAs(last.Listing))
            {
                return _last = last.SeenAgain(now);
            }
        }

        return _last = await TakeAsync(cancellationToken);
    }

    private async Task<Mirror> TakeAsync(CancellationToken cancellationToken)
    {
        var folder = RunFolder.Create(_directory, _runId);
        _folders.Add(folder);
        var cache = new ObjectCache(Path.Combine(_directory, "objects"));
        var (listing, snapshot) = await new SnapshotTaker(_reader, _names, cache, _time).TakeAsync(folder, _settleTime, cancellationToken);
        var warnings = snapshot.Skipped
            .Select(skipped => $"The object {skipped.Key} is left out: {skipped.Reason}. Upload it under another key.").ToList();
        var (release, refusal) = await FollowManifestAsync(snapshot, folder, warnings, cancellationToken);
        foreach (var warning in warnings)
        {
            _log.Warning(warning);
        }

        return new Mirror(folder, listing, snapshot) { Release = release, Refusal = refusal, Warnings = warnings };
    }

    private static async Task<(ReleaseManifest? Release, RunFailedException? Refusal)> FollowManifestAsync(
        BucketSnapshot snapshot, RunFolder folder, List<string> warnings, CancellationToken cancellationToken)
    {
        if (!snapshot.Objects.Any(o => o.Key == MirrorPath.ManifestKey))
        {
            return (null, null);
        }

        ReleaseManifest manifest;
        try
        {
            manifest = ManifestJson.Read(await File.ReadAllTextAsync(Path.Combine(folder.Path, MirrorPath.ManifestKey), cancellationToken));
        }
        catch (RunFailedException e)
        {
            return (null, e);
        }

        if (ManifestGate.Problems(manifest, snapshot.Objects) is { Count: > 0 } problems)
        {
            return (manifest, ManifestGate.Refusal(snapshot.Bucket, problems));
        }

        foreach (var key in ManifestGate.Unlisted(manifest, snapshot.Objects))
        {
            warnings.Add($"The object {Printable.Quote(key)} is left out: the manifest does not list it. Release it with daybreak release.");
            File.Delete(Path.Combine(folder.Path, key));
        }

        return (manifest, null);
    }
}
