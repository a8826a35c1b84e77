using System.Globalization;
using System.Text;
using Daybreak.Benchmarks.Cases;
using Daybreak.Benchmarks.Measuring;

namespace Daybreak.Benchmarks.Report;

/// <summary>Writes results as tables. Pure.</summary>
internal static class Markdown
{
    /// <summary>The bars, met or not.</summary>
    public static string Bars(IEnumerable<CaseResult> results)
    {
        var text = new StringBuilder("| case | bar | measured | |\n|---|---|---|---|\n");
        foreach (var result in results)
        {
            foreach (var bar in result.Case.Bars)
            {
                var value = bar.Value(result.ByContender);
                var verdict = value switch { null => "not measured", { } known when known <= bar.Limit => "met", _ => "**not met**" };
                text.Append(CultureInfo.InvariantCulture, $"| {result.Case.Title} | {bar.Text} | {Shown(value, bar.Unit)} | {verdict} |\n");
            }
        }

        return text.ToString();
    }

    /// <summary>What every contender of a case took.</summary>
    public static string Table(CaseResult result)
    {
        var text = new StringBuilder(
            "| contender | median | least to greatest | against daybreak | peak memory | runs |\n|---|---:|---:|---:|---:|---:|\n");
        foreach (var series in result.Series)
        {
            var (least, greatest) = series.Spread;
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {series.Contender} | {Time(series.Median)} | {Time(least)} to {Time(greatest)} | {series.Median / result.Series[0].Median:0.00} x | "
                + $"{Shown(series.Megabytes, "MB")} | {series.Runs.Count} |\n");
        }

        return text.ToString();
    }

    /// <summary>Medians by size.</summary>
    public static string Table(GrowthResult result)
    {
        var names = result.Points[0].Result.Series.Select(series => series.Contender).ToList();
        var text = new StringBuilder($"| {result.Growth.Unit} | ");
        text.AppendJoin(" | ", names.SelectMany(name => new[] { name, name + ", peak memory" })).Append(" | runs |\n|---:|");
        text.Insert(text.Length, "---:|", (names.Count * 2) + 1).Append('\n');
        foreach (var (size, point) in result.Points)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {size:N0} | ");
            text.AppendJoin(" | ", point.Series.SelectMany(series => new[] { Time(series.Median), Shown(series.Megabytes, "MB") }));
            text.Append(CultureInfo.InvariantCulture, $" | {point.Case.Runs} |\n");
        }

        return text.ToString();
    }

    /// <summary>Milliseconds as one reads them.</summary>
    public static string Time(double milliseconds) => milliseconds switch
    {
        >= 10_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0.0} s"),
        >= 1_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0.00} s"),
        >= 100 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms"),
        >= 10 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.00} ms"),
    };

    private static string Shown(double? value, string unit) => (value, unit) switch
    {
        (null, _) => "",
        ({ } known, "ms") => Time(known),
        ({ } known, "x") => string.Create(CultureInfo.InvariantCulture, $"{known:0.00} x"),
        ({ } known, _) => string.Create(CultureInfo.InvariantCulture, $"{known:0.0} {unit}"),
    };
}
