using System.Globalization;
using System.Text;
using Daybreak.Benchmarks.Cases;
using Daybreak.Benchmarks.Measuring;

namespace Daybreak.Benchmarks.Report;

/// <summary>Draws a growth as SVG, both axes logarithmic: what grows in proportion is a line of slope one. Pure.</summary>
internal static class Plot
{
    private const int Width = 640;
    private const int Height = 400;
    private const int Left = 70;
    private const int Right = 130;
    private const int Top = 40;
    private const int Bottom = 50;
    private static readonly string[] _colours = ["#0b6e4f", "#b3541e", "#3b4cc0", "#6b6b6b"];

    /// <summary>The picture.</summary>
    public static string Svg(GrowthResult result)
    {
        var times = result.Points.SelectMany(point => point.Result.Series.Select(series => series.Median)).ToList();
        var (low, high) = (Math.Floor(Math.Log10(times.Min())), Math.Ceiling(Math.Log10(times.Max())));
        var (first, last) = (Math.Log10(result.Points[0].Size), Math.Log10(result.Points[^1].Size));
        double X(double size) => Left + ((Math.Log10(size) - first) / (last - first) * (Width - Left - Right));
        double Y(double time) => Height - Bottom - ((Math.Log10(time) - low) / Math.Max(high - low, 1) * (Height - Top - Bottom));

        var svg = new StringBuilder(Text(
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}" font-family="sans-serif" font-size="12">
            <title>{result.Growth.Title}</title>
            <rect width="{Width}" height="{Height}" fill="#ffffff"/>
            <text x="{Left}" y="22" font-size="15">{result.Growth.Title}</text>

            """));
        for (var power = low; power <= high; power++)
        {
            svg.Append(Text($"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(Math.Pow(10, power)):0.0}\" y2=\"{Y(Math.Pow(10, power)):0.0}\" stroke=\"#dddddd\"/>\n"));
            svg.Append(Text($"<text x=\"{Left - 8}\" y=\"{Y(Math.Pow(10, power)) + 4:0.0}\" text-anchor=\"end\">{Markdown.Time(Math.Pow(10, power))}</text>\n"));
        }

        foreach (var (size, _) in result.Points)
        {
            svg.Append(Text($"<text x=\"{X(size):0.0}\" y=\"{Height - Bottom + 20}\" text-anchor=\"middle\">{size:N0}</text>\n"));
        }

        svg.Append(Text($"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 10}\" text-anchor=\"middle\">{result.Growth.Unit}</text>\n"));
        for (var i = 0; i < result.Points[0].Result.Series.Count; i++)
        {
            svg.Append(Line([.. result.Points.Select(point => (point.Size, point.Result.Series[i]))], _colours[i % _colours.Length], X, Y));
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static string Line(IReadOnlyList<(int Size, Series Series)> points, string colour, Func<double, double> x, Func<double, double> y)
    {
        var line = string.Join(' ', points.Select(point => Text($"{x(point.Size):0.0},{y(point.Series.Median):0.0}")));
        var svg = new StringBuilder(Text($"<polyline points=\"{line}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>\n"));
        foreach (var (size, series) in points)
        {
            svg.Append(Text($"<circle cx=\"{x(size):0.0}\" cy=\"{y(series.Median):0.0}\" r=\"3\" fill=\"{colour}\"/>\n"));
        }

        var (lastSize, last) = points[^1];
        return svg.Append(Text(
            $"<text x=\"{x(lastSize) + 8:0.0}\" y=\"{y(last.Median) + 4:0.0}\" fill=\"{colour}\">{last.Contender}</text>\n")).ToString();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
