using System.Text;

namespace Daybreak.MigrationEngine.Sql;

/// <summary>One statement of a script. Its memory belongs to the reader and is valid until the reader's next call.</summary>
/// <param name="Utf8">
/// What is sent to the server: placeholders replaced, comments before and within kept (none before COPY … FROM STDIN), without the
/// semicolon and without white space around it.
/// </param>
/// <param name="Class">What it is.</param>
/// <param name="Start">Its first token in the file, comments passed over: the line that Flyway reports.</param>
/// <param name="TextStart">The first character of <paramref name="Utf8"/> in the file: <paramref name="Start"/>, or a comment's.</param>
/// <param name="Offset">Offset of <paramref name="Utf8"/> in bytes of the replaced text of the script, without byte order mark.</param>
/// <param name="Replacements">The placeholders that were replaced in it, in order.</param>
public readonly record struct SqlStatement(
    ReadOnlyMemory<byte> Utf8,
    StatementClass Class,
    SourcePosition Start,
    SourcePosition TextStart,
    long Offset,
    ReadOnlyMemory<ReplacedSegment> Replacements)
{
    /// <summary><see cref="Utf8"/> as a string; made anew by every call.</summary>
    public string Text => Encoding.UTF8.GetString(Utf8.Span);

    /// <summary>What it is: short for <c>Class.Kind</c>.</summary>
    public SqlStatementKind Kind => Class.Kind;
}
