using Daybreak.MigrationEngine.Sql;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>A statement of a script on its way to the server: what is needed to tell where an error is.</summary>
/// <param name="Path">The script's file.</param>
/// <param name="Text">What was sent.</param>
/// <param name="Class">What it is.</param>
/// <param name="Start">Its first token.</param>
/// <param name="TextStart">The first character of the text, which may be a comment's.</param>
/// <param name="Offset">Offset of the text in the script after placeholder replacement, in bytes.</param>
/// <param name="Replacements">The placeholders replaced in it.</param>
internal sealed record SentStatement(
    string Path, string Text, StatementClass Class, SourcePosition Start, SourcePosition TextStart, long Offset, ReplacedSegment[] Replacements)
{
    /// <summary>Copies what the reader lends.</summary>
    public static SentStatement Of(string path, SqlStatement statement) => new(
        path, statement.Text, statement.Class, statement.Start, statement.TextStart, statement.Offset,
        statement.Replacements.IsEmpty ? [] : statement.Replacements.ToArray());

    /// <summary>The statement without comments before it: Npgsql wants COPY at the very beginning.</summary>
    public SentStatement WithoutLeadingComments()
    {
        var text = System.Text.Encoding.UTF8.GetBytes(Text);
        var head = new StatementHead(text);
        head.Next();
        return this with
        {
            Text = System.Text.Encoding.UTF8.GetString(text.AsSpan(head.TokenOffset)),
            TextStart = Start,
            Offset = Offset + head.TokenOffset,
        };
    }

    /// <summary>The statement as the script reader gave it, for locating an error in it.</summary>
    public SqlStatement ToSqlStatement() =>
        new(System.Text.Encoding.UTF8.GetBytes(Text), Class, Start, TextStart, Offset, Replacements);
}
