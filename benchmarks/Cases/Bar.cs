using System.Globalization;
using Daybreak.Benchmarks.Measuring;

namespace Daybreak.Benchmarks.Cases;

/// <summary>What a case must reach.</summary>
/// <param name="Text">In words.</param>
/// <param name="Limit">The greatest value that meets it.</param>
/// <param name="Unit">Of the value: ms, MB or x.</param>
/// <param name="Value">The value, from the series of the contenders; null where a contender is missing.</param>
internal sealed record Bar(string Text, double Limit, string Unit, Func<IReadOnlyDictionary<string, Series>, double?> Value)
{
    public static Bar Time(string contender, double milliseconds) => new(
        string.Create(CultureInfo.InvariantCulture, $"at most {milliseconds} ms"), milliseconds, "ms", series => series.GetValueOrDefault(contender)?.Median);

    public static Bar Memory(string contender, double megabytes) => new(
        string.Create(CultureInfo.InvariantCulture, $"at most {megabytes} MB"), megabytes, "MB", series => series.GetValueOrDefault(contender)?.Megabytes);

    public static Bar Ratio(string contender, string other, double most) => new(
        string.Create(CultureInfo.InvariantCulture, $"at most {most} x {other}"),
        most,
        "x",
        series => series.GetValueOrDefault(contender)?.Median / series.GetValueOrDefault(other)?.Median);
}
