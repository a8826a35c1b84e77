using System.Collections.Concurrent;
using Daybreak.LocalCloud.S3.Protocol;
using Microsoft.Extensions.Logging;

namespace Daybreak.LocalCloud.S3.Store;

/// <summary>All buckets below one directory.</summary>
internal sealed class S3Store : IAsyncDisposable
{
    private const string JournalExtension = ".jsonl";

    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _gate = new(1);
    private readonly FileStream _lock;
    private readonly string _journals;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>Loads what the directory holds.</summary>
    /// <exception cref="IOException">Another process uses the directory.</exception>
    /// <exception cref="InvalidDataException">A journal is damaged.</exception>
    public S3Store(string directory, TimeProvider time, ILogger logger)
    {
        _time = time;
        _logger = logger;
        _journals = Directory.CreateDirectory(Path.Combine(directory, "buckets")).FullName;
        _lock = Lock(directory);
        Blobs = new BlobStore(directory, logger);
        try
        {
            foreach (var path in Directory.GetFiles(_journals, $"*{JournalExtension}"))
            {
                Load(path);
            }
        }
        catch
        {
            _lock.Dispose();
            throw;
        }

        Blobs.Sweep(_buckets.Values.SelectMany(bucket => bucket.State.Blobs()).ToHashSet(StringComparer.Ordinal));
    }

    public BlobStore Blobs { get; }

    /// <summary>The buckets by name.</summary>
    public IReadOnlyList<Bucket> Buckets => [.. _buckets.Values.OrderBy(bucket => bucket.Name, StringComparer.Ordinal)];

    /// <exception cref="S3Exception">NoSuchBucket, or InvalidBucketName for a name no bucket can have.</exception>
    public Bucket Require(string name)
    {
        if (_buckets.TryGetValue(name, out var bucket))
        {
            return bucket;
        }

        throw BucketName.IsValid(name) ? S3Errors.NoSuchBucket(name) : S3Errors.InvalidBucketName(name);
    }

    /// <summary>Creates a bucket, or finds it.</summary>
    /// <returns>The bucket, and whether it is new.</returns>
    /// <exception cref="S3Exception">InvalidBucketName.</exception>
    public async Task<(Bucket Bucket, bool IsNew)> CreateAsync(string name, CancellationToken cancellationToken)
    {
        if (!BucketName.IsValid(name))
        {
            throw S3Errors.InvalidBucketName(name);
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_buckets.TryGetValue(name, out var existing))
            {
                return (existing, false);
            }

            var (journal, _) = Journal.Open(PathOf(name), _logger);
            JournalEntry created = new JournalEntry.BucketCreated(S3Time.Truncate(_time.GetUtcNow()));
            await journal.AppendAsync([created]);
            var bucket = new Bucket(name, BucketState.Empty.Apply(created), journal, Blobs);
            _buckets[name] = bucket;
            return (bucket, true);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <exception cref="S3Exception">NoSuchBucket or BucketNotEmpty.</exception>
    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await Require(name).RemoveAsync(() => File.Delete(PathOf(name)), cancellationToken);
            _buckets.TryRemove(name, out _);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var bucket in _buckets.Values)
        {
            await bucket.DisposeAsync();
        }

        _gate.Dispose();
        await _lock.DisposeAsync();
    }

    private static FileStream Lock(string directory)
    {
        var path = Path.Combine(directory, "lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new IOException($"The S3 directory '{directory}' is in use by another process. Stop it, or name another directory.",
                exception);
        }
    }

    private void Load(string path)
    {
        var (journal, entries) = Journal.Open(path, _logger);
        var name = Path.GetFileNameWithoutExtension(path);
        if (entries.Count == 0)
        {
            // The process was stopped before the first line was complete: nobody was told that there is such a bucket.
            journal.Dispose();
            File.Delete(path);
            return;
        }

        _buckets[name] = new Bucket(name, entries.Aggregate(BucketState.Empty, (state, entry) => state.Apply(entry)), journal, Blobs);
    }

    private string PathOf(string name) => Path.Combine(_journals, name + JournalExtension);
}
