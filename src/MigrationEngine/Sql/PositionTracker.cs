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
            _line += text.Count((byte)'\n') + CarriageReturnsAlone(text);
            _column = 1;
            text = text[(lastTerminator + 1)..];
        }
        _column += CodePoints(text);
    }

    private static int CarriageReturnsAlone(ReadOnlySpan<byte> text)
    {
        var returns = text.Count((byte)'\r');
        return returns == 0 ? 0 : returns - text.Count("\r\n"u8);
    }

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
