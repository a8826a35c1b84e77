using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text;

namespace Daybreak.MigrationEngine.Sql;

/// <summary>
/// Carries a <see cref="SourcePosition"/> over UTF-8 bytes, in one vectorised pass and whatever the cuts between the calls.
/// </summary>
internal struct PositionTracker
{
    private int _line;
    private int _column;
    private bool _afterCarriageReturn;

    public PositionTracker(SourcePosition start)
    {
        _line = start.Line;
        _column = start.Column;
    }

    public readonly SourcePosition Position => new(_line, _column);

    public void Advance(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return;
        }
        if (_afterCarriageReturn && text[0] == (byte)'\n')
        {
            _line--;
        }
        _afterCarriageReturn = text[^1] == (byte)'\r';

        var lastTerminator = text.LastIndexOfAny((byte)'\n', (byte)'\r');
        if (lastTerminator >= 0)
        {
            _line += LineEnds(text);
            _column = 1;
            text = text[(lastTerminator + 1)..];
        }
        _column += CodePoints(text);
    }

    /// <summary>LF, CR and CRLF; a script without CR is looked at once.</summary>
    private static int LineEnds(ReadOnlySpan<byte> text)
    {
        var (ends, returns, read) = (0, Vector256<byte>.Zero, 0);
        for (; read + Vector256<byte>.Count <= text.Length; read += Vector256<byte>.Count)
        {
            var block = Vector256.Create(text.Slice(read, Vector256<byte>.Count));
            ends += BitOperations.PopCount(Vector256.Equals(block, Vector256.Create((byte)'\n')).ExtractMostSignificantBits());
            returns |= Vector256.Equals(block, Vector256.Create((byte)'\r'));
        }

        var rest = text[read..];
        ends += rest.Count((byte)'\n');
        return returns == Vector256<byte>.Zero && !rest.Contains((byte)'\r') ? ends : ends + CarriageReturnsAlone(text);
    }

    private static int CarriageReturnsAlone(ReadOnlySpan<byte> text) => text.Count((byte)'\r') - text.Count("\r\n"u8);

    private static int CodePoints(ReadOnlySpan<byte> text)
    {
        if (Ascii.IsValid(text))
        {
            return text.Length;
        }
        var count = 0;
        foreach (var b in text)
        {
            count += Utf8.IsContinuation(b) ? 0 : 1;
        }
        return count;
    }
}
