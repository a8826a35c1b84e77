namespace Daybreak.MigrationEngine.Sql;

/// <summary>Leads from a place in a statement's text, as the server reports it, to the place in the script file.</summary>
public static class StatementLocator
{
    /// <summary>
    /// The source position of a character of the statement. A character of a placeholder's value stands where the placeholder begins.
    /// </summary>
    /// <param name="statement">The statement, still valid.</param>
    /// <param name="character">
    /// The server's position (manual 55.8, Error and Notice Message Fields, <c>P</c>): from 1, in characters, not bytes. Outside of the
    /// text: the nearest end.
    /// </param>
    public static SourcePosition Locate(SqlStatement statement, int character) =>
        LocateByte(statement, ByteOffset(statement.Utf8.Span, character));

    /// <summary>The source position of the byte at <paramref name="offset"/> of the statement's text.</summary>
    internal static SourcePosition LocateByte(SqlStatement statement, int offset)
    {
        var text = statement.Utf8.Span;
        var tracker = new PositionTracker(statement.TextStart);
        var tracked = 0;
        foreach (var segment in statement.Replacements.Span)
        {
            var start = (int)(segment.Offset - statement.Offset);
            var end = (int)(segment.End - statement.Offset);
            if (start > offset)
            {
                break;
            }
            if (end > offset)
            {
                return segment.SourceStart;
            }
            tracker = new PositionTracker(segment.SourceEnd);
            tracked = end;
        }
        tracker.Advance(text[tracked..offset]);
        return tracker.Position;
    }

    /// <summary>Offset of the character counted from 1; at most the length of the text.</summary>
    internal static int ByteOffset(ReadOnlySpan<byte> text, int character)
    {
        var remaining = character - 1;
        for (var i = 0; i < text.Length; i++)
        {
            if (!Utf8.IsContinuation(text[i]) && remaining-- <= 0)
            {
                return i;
            }
        }
        return text.Length;
    }
}
