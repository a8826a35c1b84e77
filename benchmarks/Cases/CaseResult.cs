using Daybreak.Benchmarks.Measuring;

namespace Daybreak.Benchmarks.Cases;

/// <summary>A case and what was measured.</summary>
internal sealed record CaseResult(BenchmarkCase Case, IReadOnlyList<Series> Series)
{
    /// <summary>The series by contender.</summary>
    public IReadOnlyDictionary<string, Series> ByContender => Series.ToDictionary(series => series.Contender);

    /// <summary>Runs the case: one run of every contender after the other, so that what disturbs the machine disturbs all of them.</summary>
    public static async Task<CaseResult> MeasureAsync(BenchmarkCase @case, CancellationToken cancellationToken)
    {
        var runs = @case.Contenders.ToDictionary(contender => contender.Name, _ => new List<Measurement>());
        for (var run = 0; run < @case.Runs; run++)
        {
            foreach (var contender in @case.Contenders)
            {
                await contender.PrepareAsync(cancellationToken);
                runs[contender.Name].Add(await contender.RunAsync(cancellationToken));
            }
        }

        return new CaseResult(@case, [.. @case.Contenders.Select(contender => new Series(contender.Name, runs[contender.Name]))]);
    }
}
