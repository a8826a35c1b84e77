using Daybreak.LocalCloud.S3.Protocol;

namespace Daybreak.LocalCloud.S3.Store;

/// <summary>The data of parts, one behind the other.</summary>
internal sealed class PartsStream(BlobStore blobs, IEnumerable<UploadedPart> parts) : ForwardStream
{
    private readonly Queue<UploadedPart> _waiting = new(parts);
    private FileStream? _current;

    /// <exception cref="FileNotFoundException">The upload ended meanwhile, and its parts are gone.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (_current is not null)
            {
                var read = await _current.ReadAsync(buffer, cancellationToken);
                if (read > 0)
                {
                    return read;
                }

                await _current.DisposeAsync();
                _current = null;
            }

            if (!_waiting.TryDequeue(out var part))
            {
                return 0;
            }

            _current = blobs.TryOpen(part.Blob) ?? throw new FileNotFoundException($"The data of part {part.Number} is gone.");
        }
    }

    protected override void Dispose(bool disposing)
    {
        _current?.Dispose();
        base.Dispose(disposing);
    }
}
