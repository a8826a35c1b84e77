using System.Globalization;
using System.Text;

namespace Daybreak.MigrationEngine.Sql;

/// <summary>
/// Shows a statement that failed: its first lines and the line of the error, with the line numbers of the file and a caret under the
/// position. The lines are those that were sent, so placeholders show their values.
/// <code>
///   3 | create table a (
///   4 |   i int,
///     | …
///   9 |   x nosuch
///     |     ^
/// </code>
/// </summary>
public static class ErrorExcerpt
{
    private const int LinesAtStart = 3;
    private const int Width = 120;
    private const int TabWidth = 4;

    /// <summary>The excerpt; lines end with LF.</summary>
    /// <param name="statement">The statement, still valid.</param>
    /// <param name="character">The server's position in it (see <see cref="StatementLocator.Locate"/>), or <see langword="null"/>: no
    /// caret.</param>
    public static string Format(SqlStatement statement, int? character)
    {
        var text = statement.Utf8.Span;
        var error = character is { } c ? StatementLocator.ByteOffset(text, c) : -1;
        var margin = StatementLocator.LocateByte(statement, Math.Max(error, 0)).Line.ToString(CultureInfo.InvariantCulture).Length + 1;
        var excerpt = new StringBuilder();
        var first = FirstTokenLine(statement);
        var start = first;
        for (var shown = 0; shown < LinesAtStart && start <= text.Length; shown++)
        {
            var line = LineAt(text, start);
            AppendLine(excerpt, statement, line, error, margin);
            start = NextLine(text, line.End);
        }
        if (error >= 0 && (error >= start || error < first))
        {
            var line = LineAround(text, error);
            if (line.Start > start)
            {
                excerpt.Append(' ', margin + 1).Append("| …\n");
            }
            AppendLine(excerpt, statement, line, error, margin);
        }
        else if (start <= text.Length)
        {
            excerpt.Append(' ', margin + 1).Append("| …\n");
        }
        return excerpt.ToString();
    }

    /// <summary>Comments before the statement are not what failed.</summary>
    private static int FirstTokenLine(SqlStatement statement)
    {
        var text = statement.Utf8.Span;
        var head = new StatementHead(text);
        return head.Next() ? LineAround(text, head.TokenOffset).Start : 0;
    }

    private static (int Start, int End) LineAt(ReadOnlySpan<byte> text, int start)
    {
        var length = text[start..].IndexOfAny((byte)'\n', (byte)'\r');
        return (start, length < 0 ? text.Length : start + length);
    }

    private static (int Start, int End) LineAround(ReadOnlySpan<byte> text, int offset) =>
        LineAt(text, text[..offset].LastIndexOfAny((byte)'\n', (byte)'\r') + 1);

    /// <summary>Start of the line behind the line end at <paramref name="end"/>; beyond the text if there is none.</summary>
    private static int NextLine(ReadOnlySpan<byte> text, int end) => end + (text[end..].StartsWith("\r\n"u8) ? 2 : 1);

    private static void AppendLine(StringBuilder excerpt, SqlStatement statement, (int Start, int End) line, int error, int margin)
    {
        var text = statement.Utf8.Span;
        var number = StatementLocator.LocateByte(statement, line.Start).Line.ToString(CultureInfo.InvariantCulture);
        var hasCaret = error >= line.Start && error <= line.End;
        var before = Display(text[line.Start..(hasCaret ? error : line.Start)], 0);
        var after = Display(text[(hasCaret ? error : line.Start)..line.End], before.Count);
        var (content, caret) = Cut([.. before, .. after], before.Count);
        excerpt.Append(number.PadLeft(margin)).Append(" | ").Append(content).Append('\n');
        if (hasCaret)
        {
            excerpt.Append(' ', margin + 1).Append("| ").Append(' ', caret).Append("^\n");
        }
    }

    /// <summary>The characters as a terminal shows them: tabs as blanks to the next stop, control characters as one mark each.</summary>
    private static List<Rune> Display(ReadOnlySpan<byte> text, int column)
    {
        var runes = new List<Rune>();
        while (!text.IsEmpty && runes.Count <= 64 * Width)
        {
            Rune.DecodeFromUtf8(text, out var rune, out var length);
            text = text[length..];
            var blanks = rune.Value == '\t' ? TabWidth - ((column + runes.Count) % TabWidth) : 0;
            runes.AddRange(blanks > 0 ? Enumerable.Repeat(new Rune(' '), blanks) : [Rune.IsControl(rune) ? Rune.ReplacementChar : rune]);
        }
        return runes;
    }

    /// <summary>At most <see cref="Width"/> characters around the caret, with marks where something was cut off.</summary>
    private static (string Content, int Caret) Cut(List<Rune> line, int caret)
    {
        var from = caret < Width - 20 ? 0 : caret - (Width / 2);
        var count = Math.Min(Width, line.Count - from);
        var content = string.Concat(line.GetRange(from, count));
        return ((from > 0 ? "…" : "") + content + (from + count < line.Count ? "…" : ""), caret - from + (from > 0 ? 1 : 0));
    }
}
