namespace Daybreak.MigrationEngine.Model;

/// <summary>A place in a script.</summary>
/// <param name="Path">The path of the file as it was found.</param>
/// <param name="StatementLine">1-based line where the statement starts (Flyway's <c>lineNumber</c>).</param>
/// <param name="Line">1-based line of the error itself; the statement's when the server gave no position.</param>
/// <param name="Column">1-based column of the error in characters; the statement's when the server gave no position.</param>
/// <param name="Excerpt">The statement's lines around the error with a caret under it; null when there is no statement.</param>
public sealed record ScriptPlace(string Path, int StatementLine, int Line, int Column, string? Excerpt)
{
    /// <summary><c>file:line:column</c>.</summary>
    public override string ToString() => $"{Path}:{Line}:{Column}";
}
