using System.Text;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>
/// A script's text in UTF-8, read on the caller's thread: what a file has in the operating system's cache is there sooner than a thread of the
/// pool. Can keep the checksum of what was read.
/// </summary>
internal sealed class ScriptStream : Stream
{
    private readonly Stream _utf8;
    private readonly Checksum? _checksum;

    /// <summary>Takes over a stream of text in UTF-8; the checksum of what is read is kept.</summary>
    public ScriptStream(Stream utf8) => (_utf8, _checksum) = (utf8, new Checksum());

    /// <summary>Takes over a stream of text in some encoding.</summary>
    public ScriptStream(Stream file, Encoding encoding, bool withChecksum)
    {
        _utf8 = encoding.CodePage == ScriptEncoding.Utf8.CodePage ? file : Encoding.CreateTranscodingStream(file, encoding, ScriptEncoding.Utf8);
        _checksum = withChecksum ? new Checksum() : null;
    }

    /// <summary>The checksum of what was read so far: the script's, once it was read to its end. Null: it is not kept.</summary>
    public int? Checksum => _checksum?.Value;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        // Whole buffers, so that the first bytes come together.
        var read = _utf8.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        _checksum?.Append(buffer[..read]);
        return read;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<int>(Read(buffer.Span));
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _utf8.Dispose();
        }

        base.Dispose(disposing);
    }
}
