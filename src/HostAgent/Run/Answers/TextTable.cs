using System.Text;

namespace Daybreak.HostAgent.Run.Answers;

/// <summary>A table of text, in the form of Flyway's.</summary>
internal static class TextTable
{
    /// <summary>Draws the table; every row has as many cells as the header.</summary>
    public static string Of(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = header.Select((h, i) => rows.Select(r => r[i].Length).Prepend(h.Length).Max()).ToList();
        var rule = "+" + string.Concat(widths.Select(w => new string('-', w + 2) + "+"));
        var text = new StringBuilder().AppendLine(rule);
        AppendRow(text, header, widths);
        text.AppendLine(rule);
        foreach (var row in rows)
        {
            AppendRow(text, row, widths);
        }

        return text.Append(rule).ToString();
    }

    private static void AppendRow(StringBuilder text, IReadOnlyList<string> cells, List<int> widths) =>
        text.Append('|').AppendJoin("|", cells.Select((c, i) => $" {c.PadRight(widths[i])} ")).AppendLine("|");
}
