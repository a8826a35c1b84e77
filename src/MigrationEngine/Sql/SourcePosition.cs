namespace Daybreak.MigrationEngine.Sql;

/// <summary>A place in the script file as an editor shows it: before placeholders are replaced, without the byte order mark.</summary>
/// <param name="Line">Line, from 1. A line ends with LF, CR LF or a lone CR.</param>
/// <param name="Column">Column, from 1, in characters (Unicode code points).</param>
public readonly record struct SourcePosition(int Line, int Column)
{
    /// <summary>The first character of the file.</summary>
    public static SourcePosition FileStart { get; } = new(1, 1);

    /// <summary>For messages: <c>line 3, column 7</c>.</summary>
    public override string ToString() => $"line {Line}, column {Column}";
}
