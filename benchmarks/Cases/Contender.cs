using Daybreak.Benchmarks.Measuring;

namespace Daybreak.Benchmarks.Cases;

/// <summary>Somebody who takes part in a case.</summary>
/// <param name="Name">As it stands in the tables.</param>
/// <param name="RunAsync">One measured run.</param>
internal sealed record Contender(string Name, Func<CancellationToken, Task<Measurement>> RunAsync)
{
    public const string Daybreak = "daybreak";
    public const string Psql = "psql";

    /// <summary>What must be done before each run, unmeasured.</summary>
    public Func<CancellationToken, Task> PrepareAsync { get; init; } = _ => Task.CompletedTask;
}
