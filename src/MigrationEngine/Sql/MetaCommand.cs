using System.Text;

namespace Daybreak.MigrationEngine.Sql;

/// <summary>
/// psql's commands (psql manual, Meta-Commands): <c>\restrict</c> and <c>\unrestrict</c>, which pg_dump writes, are passed over, others
/// refused.
/// </summary>
internal static class MetaCommand
{
    private const int LongestName = 64;

    /// <summary>
    /// Whether more of <paramref name="text"/>, which begins with the backslash, must be read to know the command's name and its line.
    /// </summary>
    public static bool IsIncomplete(ReadOnlySpan<byte> text) => text.Length <= 4096 && text.IndexOfAny((byte)'\n', (byte)'\r') < 0;

    /// <summary>The bytes to pass over: the line, without its end.</summary>
    /// <param name="text">The text from the backslash on.</param>
    /// <param name="position">Where the backslash stands.</param>
    /// <param name="inStatement">Whether a statement has begun before it, which psql would send: nothing is passed over then.</param>
    /// <exception cref="SqlScriptException">The command is not one of the two.</exception>
    public static int Skip(ReadOnlySpan<byte> text, SourcePosition position, bool inStatement)
    {
        var line = text.IndexOfAny((byte)'\n', (byte)'\r');
        var content = line < 0 ? text : text[..line];
        var blank = content[1..].IndexOfAny(SqlBytes.WhiteSpace) + 1;
        var name = Encoding.UTF8.GetString(content[1..Math.Min(blank > 0 ? blank : content.Length, LongestName)]);
        return !inStatement && name is "restrict" or "unrestrict"
            ? content.Length
            : throw new SqlScriptException(SqlScriptErrorCode.MetaCommandNotSupported, position, Refusal(name));
    }

    private static string Refusal(string name) => name switch
    {
        "c" or "connect" =>
            $"'\\{name}' is a command of psql and is refused: a migration runs on one connection, in the database it is meant for. "
            + "Remove the line (pg_dump writes it with --create), or move what follows to that database's migrations.",
        "." =>
            "'\\.' ends the data of COPY … FROM STDIN, but no such COPY precedes it. "
            + "Remove the line, or complete the COPY statement before it.",
        "copy" => "'\\copy' is a command of psql, not SQL: write COPY … FROM STDIN with the data behind it and a line '\\.' at its end.",
        "i" or "ir" or "include" or "include_relative" =>
            $"'\\{name}' is a command of psql, not SQL: make the included file a migration of its own.",
        "set" or "gset" => $"'\\{name}' is a command of psql, not SQL: use placeholders such as ${{name}} instead of psql's variables.",
        _ =>
            $"'\\{name}' is a command of psql, not SQL: remove the line; "
            + "only \\restrict and \\unrestrict, which pg_dump writes, are passed over.",
    };
}
