namespace Daybreak.MigrationEngine.Tests.Sql;

/// <summary>
/// Gives its bytes in pieces of the sizes given, the last size over and over: cuts a script wherever a test wants it cut.
/// </summary>
internal sealed class ChunkedStream(byte[] content, params int[] sizes) : MemoryStream(content)
{
    private int _reads;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var size = sizes.Length == 0 ? buffer.Length : sizes[Math.Min(_reads++, sizes.Length - 1)];
        return base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}
