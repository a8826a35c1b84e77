using Daybreak.LocalCloud.S3.Protocol;

namespace Daybreak.LocalCloud.S3.Store;

/// <summary>A bucket: its state in memory, its journal on disk, and one writer at a time.</summary>
internal sealed class Bucket(string name, BucketState state, Journal journal, BlobStore blobs) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private volatile BucketState _state = state;
    private bool _closed;

    public string Name { get; } = name;

    /// <summary>The bucket as of now.</summary>
    public BucketState State => _state;

    /// <summary>
    /// Lets <paramref name="change"/> decide and record changes, and makes them durable, all of them or none. Whatever it throws, nothing
    /// changes.
    /// </summary>
    /// <exception cref="S3Exception">NoSuchBucket when the bucket has been deleted meanwhile.</exception>
    public async Task<T> CommitAsync<T>(Func<BucketTransaction, T> change, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        BucketTransaction transaction;
        T result;
        try
        {
            if (_closed)
            {
                throw S3Errors.NoSuchBucket(Name);
            }

            transaction = new BucketTransaction(_state);
            result = change(transaction);
            if (transaction.Entries.Count > 0)
            {
                await journal.AppendAsync(transaction.Entries);
                _state = transaction.State;
            }
        }
        finally
        {
            _gate.Release();
        }

        blobs.Delete(transaction.DroppedBlobs);
        return result;
    }

    /// <summary>Closes the bucket for good if it is empty, then calls <paramref name="removed"/>.</summary>
    /// <exception cref="S3Exception">BucketNotEmpty, or NoSuchBucket when it is closed already.</exception>
    public async Task RemoveAsync(Action removed, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_closed)
            {
                throw S3Errors.NoSuchBucket(Name);
            }

            if (!_state.Keys.IsEmpty)
            {
                throw S3Errors.BucketNotEmpty(Name);
            }

            _closed = true;
            journal.Dispose();
            removed();
        }
        finally
        {
            _gate.Release();
        }

        blobs.Delete([.. _state.Blobs()]);
    }

    /// <summary>Waits for the write under way and closes the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync();
        try
        {
            _closed = true;
            journal.Dispose();
        }
        finally
        {
            _gate.Release();
        }

        _gate.Dispose();
    }
}
