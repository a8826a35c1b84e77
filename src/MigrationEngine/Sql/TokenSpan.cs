namespace Daybreak.MigrationEngine.Sql;

/// <summary>
/// Lengths of quotes and comments within a complete statement (manual 4.1); to the end of the text where the closing mark is missing.
/// </summary>
internal static class TokenSpan
{
    /// <summary>The comment <paramref name="text"/> begins with; 0: none.</summary>
    public static int OfComment(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("--"u8))
        {
            return OrAll(text, text.IndexOfAny((byte)'\n', (byte)'\r'));
        }
        if (!text.StartsWith("/*"u8))
        {
            return 0;
        }
        var position = 2;
        for (var depth = 1; depth > 0;)
        {
            var mark = text[position..].IndexOfAny((byte)'*', (byte)'/');
            position += mark;
            if (mark < 0 || text.Length - position < 2)
            {
                return text.Length;
            }
            var change = text[position..].StartsWith("/*"u8) ? 1 : text[position..].StartsWith("*/"u8) ? -1 : 0;
            depth += change;
            position += change == 0 ? 1 : 2;
        }
        return position;
    }

    /// <summary>The <c>'…'</c> that <paramref name="text"/> begins with.</summary>
    public static int OfString(ReadOnlySpan<byte> text, bool escapes)
    {
        if (!escapes)
        {
            return OfQuoted(text);
        }
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == (byte)'\\' || (text[i] == (byte)'\'' && text[i..].StartsWith("''"u8)))
            {
                i++;
            }
            else if (text[i] == (byte)'\'')
            {
                return i + 1;
            }
        }
        return text.Length;
    }

    /// <summary>The <c>'…'</c> or <c>"…"</c> that <paramref name="text"/> begins with; a doubled quote does not end it.</summary>
    public static int OfQuoted(ReadOnlySpan<byte> text)
    {
        var quote = text[0];
        var position = 1;
        while (true)
        {
            var end = text[position..].IndexOf(quote);
            position += end + 1;
            if (end < 0 || position == text.Length)
            {
                return text.Length;
            }
            if (text[position] != quote)
            {
                return position;
            }
            position++;
        }
    }

    /// <summary>The dollar quote that <paramref name="text"/> begins with; 1: its <c>$</c> opens none.</summary>
    public static int OfDollar(ReadOnlySpan<byte> text)
    {
        var tag = text[1..].IndexOfAnyExcept(SqlBytes.TagPart) + 1;
        if (tag <= 0 || text[tag] != (byte)'$' || SqlBytes.IsDigit(text[1]))
        {
            return 1;
        }
        var end = text[(tag + 1)..].IndexOf(text[..(tag + 1)]);
        return OrAll(text, end < 0 ? -1 : tag + 1 + end + tag + 1);
    }

    private static int OrAll(ReadOnlySpan<byte> text, int length) => length < 0 ? text.Length : length;
}
