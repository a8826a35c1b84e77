using System.Collections.Concurrent;
using Amazon.S3;
using Daybreak.HostAgent.Run.Settings;

namespace Daybreak.HostAgent.Run.Bucket;

/// <summary>The mirrors of a run: databases whose migrations are in one bucket share one.</summary>
/// <param name="s3">S3.</param>
/// <param name="directory">Below it each bucket has a directory.</param>
/// <param name="runId">The run.</param>
/// <param name="log">Is told once what concerns all databases of a bucket.</param>
/// <param name="time">Waits.</param>
internal sealed class BucketMirrors(IAmazonS3 s3, string directory, string runId, RunLog log, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<(string Bucket, TimeSpan SettleTime, string Names), BucketMirror> _mirrors = new();

    /// <summary>The mirror of a database's bucket, as the bucket is from now on.</summary>
    /// <exception cref="RunFailedException">The bucket could not be read, or not completely.</exception>
    public Task<Mirror> CurrentAsync(DatabaseSettings settings, MigrationNames names, CancellationToken cancellationToken) => _mirrors
        .GetOrAdd(
            (settings.Bucket, settings.SettleTime, names.Patterns),
            key => new BucketMirror(
                new BucketReader(s3, key.Bucket), names, key.SettleTime, directory, runId, log, time, cancellationToken))
        .CurrentAsync();

    /// <summary>Removes the folders.</summary>
    public void Dispose()
    {
        foreach (var mirror in _mirrors.Values)
        {
            mirror.Dispose();
        }
    }
}
