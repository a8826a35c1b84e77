namespace Daybreak.MigrationEngine.Sql;

/// <summary>Facts about UTF-8 bytes that the reader needs where <c>System.Text.Rune</c> would decode too much.</summary>
internal static class Utf8
{
    public static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static bool IsContinuation(byte b) => (b & 0xC0) == 0x80;

    /// <summary>
    /// Length of the white space beyond ASCII (a no-break space and the other space separators) that <paramref name="text"/> begins with,
    /// else 0. PostgreSQL takes those bytes for letters; between statements they are nevertheless white space, as in Flyway.
    /// </summary>
    public static int UnicodeSpaceLength(ReadOnlySpan<byte> text) => text switch
    {
        [0xC2, 0x85 or 0xA0, ..] => 2,
        [0xE1, 0x9A, 0x80, ..] => 3,
        [0xE2, 0x80, (>= 0x80 and <= 0x8A) or 0xA8 or 0xA9 or 0xAF, ..] => 3,
        [0xE2, 0x81, 0x9F, ..] => 3,
        [0xE3, 0x80, 0x80, ..] => 3,
        _ => 0,
    };

    /// <summary>Whether more bytes could turn <paramref name="text"/>, the end of what was read so far, into such white space.</summary>
    public static bool MayBecomeUnicodeSpace(ReadOnlySpan<byte> text) =>
        text is [0xC2] or [0xE1] or [0xE1, 0x9A] or [0xE2] or [0xE2, 0x80 or 0x81] or [0xE3] or [0xE3, 0x80];

    /// <summary>How many bytes at the end of <paramref name="text"/> are the beginning of a character that is not all there.</summary>
    public static int CutCharacterLength(ReadOnlySpan<byte> text)
    {
        for (var length = 1; length <= Math.Min(3, text.Length); length++)
        {
            var lead = text[^length];
            if (!IsContinuation(lead))
            {
                var needed = lead switch { >= 0xF0 => 4, >= 0xE0 => 3, >= 0xC0 => 2, _ => 1 };
                return needed > length ? length : 0;
            }
        }

        return 0;
    }

    /// <summary><paramref name="text"/> without white space at its end, ASCII or not.</summary>
    public static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            text = text[..(text.LastIndexOfAnyExcept(SqlBytes.WhiteSpace) + 1)];
            if (text.Length >= 2 && UnicodeSpaceLength(text[^2..]) == 2)
            {
                text = text[..^2];
            }
            else if (text.Length >= 3 && UnicodeSpaceLength(text[^3..]) == 3)
            {
                text = text[..^3];
            }
            else
            {
                return text;
            }
        }
    }
}
