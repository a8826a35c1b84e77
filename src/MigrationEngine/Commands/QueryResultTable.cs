using System.Text;
using Npgsql;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>A result set as a text table, as Flyway's outputQueryResults shows it.</summary>
internal static class QueryResultTable
{
    private const int MaximumRows = 1000;

    /// <summary>Reads all rows; those beyond the first thousand are only counted.</summary>
    public static async Task<string> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var rows = new List<string[]> { Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray() };
        var more = 0L;
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (rows.Count > MaximumRows)
            {
                more++;
                continue;
            }

            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? string.Empty : reader.GetString(i))]);
        }

        return Format(rows, more);
    }

    private static string Format(List<string[]> rows, long more)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(row => row[i].Length)).ToArray();
        var border = "+" + string.Join('+', widths.Select(width => new string('-', width + 2))) + "+";
        var text = new StringBuilder(border).Append('\n');
        for (var i = 0; i < rows.Count; i++)
        {
            text.Append("| ").AppendJoin(" | ", rows[i].Select((value, column) => value.PadRight(widths[column]))).Append(" |\n");
            if (i == 0)
            {
                text.Append(border).Append('\n');
            }
        }

        text.Append(border);
        return more == 0 ? text.ToString() : text.Append('\n').Append(more).Append(" more rows").ToString();
    }
}
