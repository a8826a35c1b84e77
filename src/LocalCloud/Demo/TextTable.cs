using System.Text;

namespace Daybreak.LocalCloud.Demo;

/// <summary>Rows of text in aligned columns.</summary>
internal static class TextTable
{
    public static string Write(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = headings.Select((heading, i) => rows.Select(row => row[i].Length).Append(heading.Length).Max()).ToArray();
        var text = new StringBuilder();
        Line(headings);
        Line([.. widths.Select(width => new string('-', width))]);
        foreach (var row in rows)
        {
            Line(row);
        }

        return text.ToString();

        void Line(IReadOnlyList<string> cells) =>
            text.Append("  ").Append(string.Join("  ", cells.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd()).Append('\n');
    }
}
