using Daybreak.LocalCloud.S3.Protocol;

namespace Daybreak.LocalCloud.S3.Operations;

/// <summary>A stretch of a file.</summary>
internal sealed class StretchStream(FileStream file, ByteRange range) : ForwardStream
{
    private long _read;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = (int)Math.Min(buffer.Length, range.Length - _read);
        file.Position = range.Offset + _read;
        var read = await file.ReadAsync(buffer[..count], cancellationToken);
        _read += read;
        return read;
    }
}
