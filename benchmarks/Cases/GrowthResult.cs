namespace Daybreak.Benchmarks.Cases;

/// <summary>A growth and what was measured at each size.</summary>
internal sealed record GrowthResult(Growth Growth, IReadOnlyList<(int Size, CaseResult Result)> Points)
{
    /// <summary>Measures size after size.</summary>
    public static async Task<GrowthResult> MeasureAsync(Growth growth, CancellationToken cancellationToken)
    {
        var points = new List<(int, CaseResult)>();
        foreach (var size in growth.Sizes)
        {
            points.Add((size, await CaseResult.MeasureAsync(await growth.Create(size, cancellationToken), cancellationToken)));
        }

        return new GrowthResult(growth, points);
    }
}
