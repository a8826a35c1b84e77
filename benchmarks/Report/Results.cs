using System.Text;
using Daybreak.Benchmarks.Cases;

namespace Daybreak.Benchmarks.Report;

/// <summary>Writes RESULTS.md and its plots.</summary>
internal static class Results
{
    /// <summary>Writes them into a directory. What stands in PROFILE.md there, about what the figures consist of, is put at the end.</summary>
    public static async Task WriteAsync(
        string directory,
        IReadOnlyList<string> facts,
        IReadOnlyList<CaseResult> cases,
        IReadOnlyList<GrowthResult> growths,
        CancellationToken cancellationToken)
    {
        var text = new StringBuilder("# Results\nWritten by `make bench`; [README.md](README.md) says how it measures and how to read it.\n\n");
        text.AppendJoin('\n', facts.Select(fact => "- " + fact)).Append("\n\n## Bars\n").Append(Markdown.Bars(cases));
        foreach (var result in cases)
        {
            text.Append("\n## ").Append(Capital(result.Case.Title)).Append('\n').Append(Markdown.Table(result));
        }

        text.Append("\n## How cost grows\n");
        foreach (var growth in growths)
        {
            text.Append("\n### ").Append(growth.Growth.Title).Append('\n').Append(Markdown.Table(growth));
            text.Append("\n![").Append(growth.Growth.Title).Append("](").Append(growth.Growth.Name).Append(".svg)\n");
            await File.WriteAllTextAsync(Path.Combine(directory, growth.Growth.Name + ".svg"), Plot.Svg(growth), cancellationToken);
        }

        var profile = Path.Combine(directory, "PROFILE.md");
        if (File.Exists(profile))
        {
            text.Append('\n').Append(await File.ReadAllTextAsync(profile, cancellationToken));
        }

        await File.WriteAllTextAsync(Path.Combine(directory, "RESULTS.md"), text.ToString(), cancellationToken);
    }

    private static string Capital(string title) => char.ToUpperInvariant(title[0]) + title[1..];
}
