using System.Globalization;
using System.Text;
using Daybreak.MigrationEngine.Sql;

namespace Daybreak.MigrationEngine.Tests.Sql;

/// <summary>All that reading a script shows, as text: two readings are equal if their outcomes are.</summary>
internal static class Outcome
{
    public static async Task<string> OfAsync(Stream stream, SqlScriptReaderOptions? options = null)
    {
        using var reader = new SqlScriptReader(stream, options);
        var outcome = new StringBuilder();
        try
        {
            while (await reader.ReadAsync(CancellationToken.None))
            {
                await AppendAsync(outcome, reader);
            }
        }
        catch (SqlScriptException exception)
        {
            Line(outcome, $"{exception.Code} at {exception.Position}");
        }
        return outcome.ToString();
    }

    private static async Task AppendAsync(StringBuilder outcome, SqlScriptReader reader)
    {
        var statement = reader.Current;
        var never = statement.Class.IsNonTransactional(17) ? ", not in a transaction" : "";
        Line(outcome, $"{statement.Kind} at {statement.Start}{never}");
        Block(outcome, Encoding.Latin1.GetString(statement.Utf8.Span));
        if (statement.Kind != SqlStatementKind.CopyFromStdin)
        {
            return;
        }
        var data = new StringBuilder();
        try
        {
            while (await reader.ReadCopyDataAsync(CancellationToken.None) is { IsEmpty: false } chunk)
            {
                data.Append(Encoding.Latin1.GetString(chunk.Span));
            }
        }
        finally
        {
            Line(outcome, $"data");
            Block(outcome, data.ToString());
        }
    }

    private static void Line(StringBuilder outcome, FormattableString line) =>
        outcome.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    /// <summary>
    /// Latin-1 stands for bytes; what is valid UTF-8 is shown as text. Line ends are shown, so that a checkout cannot change them.
    /// </summary>
    private static void Block(StringBuilder outcome, string bytes)
    {
        var text = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes)).Replace("\r", "␍", StringComparison.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            outcome.Append("    |").Append(line).Append('\n');
        }
    }
}
