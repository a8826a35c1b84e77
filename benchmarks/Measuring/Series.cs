namespace Daybreak.Benchmarks.Measuring;

/// <summary>The runs of one contender.</summary>
internal sealed record Series(string Contender, IReadOnlyList<Measurement> Runs)
{
    /// <summary>The middle of the times.</summary>
    public double Median => MedianOf(Runs.Select(run => run.Milliseconds));

    /// <summary>The least and the greatest time.</summary>
    public (double Least, double Greatest) Spread => (Runs.Min(run => run.Milliseconds), Runs.Max(run => run.Milliseconds));

    /// <summary>The greatest peak memory of all runs; null where it is not measured.</summary>
    public double? Megabytes => Runs.Max(run => run.Megabytes);

    /// <summary>The middle of some values; of an even number, the middle between the two.</summary>
    public static double MedianOf(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
