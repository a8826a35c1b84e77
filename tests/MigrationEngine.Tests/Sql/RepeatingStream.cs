namespace Daybreak.MigrationEngine.Tests.Sql;

/// <summary>A script of any length that is nowhere in memory: a head, a line again and again, a tail.</summary>
internal sealed class RepeatingStream(byte[] head, byte[] line, long repetitions, byte[] tail) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => head.Length + (line.Length * repetitions) + tail.Length;

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var filled = 0;
        while (filled < buffer.Length && _position < Length)
        {
            var rest = Rest();
            var count = Math.Min(rest.Length, buffer.Length - filled);
            rest[..count].CopyTo(buffer[filled..]);
            filled += count;
            _position += count;
        }
        return filled;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private ReadOnlySpan<byte> Rest()
    {
        var inLines = _position - head.Length;
        return inLines < 0 ? head.AsSpan((int)_position)
            : inLines < line.Length * repetitions ? line.AsSpan((int)(inLines % line.Length))
            : tail.AsSpan((int)(inLines - (line.Length * repetitions)));
    }
}
