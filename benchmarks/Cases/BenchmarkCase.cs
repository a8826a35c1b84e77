namespace Daybreak.Benchmarks.Cases;

/// <summary>Contenders that do the same, side by side.</summary>
/// <param name="Title">What they do.</param>
/// <param name="Contenders">The first is Daybreak.</param>
/// <param name="Bars">What it must reach; empty where it is only shown.</param>
internal sealed record BenchmarkCase(string Title, IReadOnlyList<Contender> Contenders, IReadOnlyList<Bar> Bars)
{
    /// <summary>Measured runs of each contender.</summary>
    public int Runs { get; init; } = 7;
}
