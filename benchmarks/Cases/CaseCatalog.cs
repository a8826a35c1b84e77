using Daybreak.Benchmarks.Workloads;

namespace Daybreak.Benchmarks.Cases;

/// <summary>All cases, by the names that BENCH takes.</summary>
internal sealed class CaseCatalog(Bench bench, CloudCases cloud, TimeProvider time)
{
    private static readonly int[] _counts = [10, 100, 1_000, 10_000];
    private static readonly int[] _megabytes = [1, 10, 100];
    private static readonly int[] _databases = [1, 10, 100, 1_000];

    private readonly CommandLineCases _commandLine = new(bench);
    private readonly LambdaCases _lambda = new(bench, time);

    /// <summary>The cases of the table, and the peers that are too slow for its sizes.</summary>
    public IReadOnlyList<(string Name, Func<CancellationToken, Task<BenchmarkCase>> Create)> Cases =>
    [
        ("version", _commandLine.VersionAsync),
        ("noop", token => _commandLine.NothingToDoAsync(1_000, token)),
        ("apply", token => _commandLine.ApplyAsync(1_000, token)),
        ("apply-100", async token => await _commandLine.ApplyAsync(100, token) with { Bars = [] }),
        ("inserts", token => _commandLine.ScriptAsync("100 MB of INSERTs", BigScript.Inserts(bench.Files, 100), token)),
        // The server's time for one and the same script varies by a fifth where others use the machine: more runs, so that a twentieth is seen.
        ("copy", async token => await _commandLine.ScriptAsync("100 MB of COPY data", BigScript.Copy(bench.Files, 100), token) with { Runs = 21 }),
        ("validate", token => _commandLine.ValidateAsync(10_000, token)),
        ("lambda-start", _lambda.StartAsync),
        ("lambda-event", _lambda.EventAsync),
        ("upload", cloud.UploadAsync),
        ("fleet", token => cloud.FleetAsync(1_000, isSecured: false, token)),
        ("fleet-tls", token => cloud.FleetAsync(1_000, isSecured: true, token)),
    ];

    /// <summary>All names.</summary>
    public IReadOnlyList<string> Names => [.. Cases.Select(one => one.Name), .. Growths.Select(one => one.Name)];

    /// <summary>How cost grows.</summary>
    public IReadOnlyList<Growth> Growths =>
    [
        new("growth-apply", "Applying migrations of one statement", "migrations", _counts, async (size, token) => Shown(await _commandLine.ApplyAsync(size, token), size, 1_000)),
        new("growth-noop", "Nothing to do", "applied files", _counts, async (size, token) => Shown(await _commandLine.NothingToDoAsync(size, token), size, 1_000)),
        new("growth-inserts", "One script of INSERTs", "MB", _megabytes, async (size, token) =>
            Shown(await _commandLine.ScriptAsync("INSERTs", BigScript.Inserts(bench.Files, size), token), size, 10)),
        new("growth-copy", "One script of COPY data", "MB", _megabytes, async (size, token) =>
            Shown(await _commandLine.ScriptAsync("COPY data", BigScript.Copy(bench.Files, size), token), size, 10)),
        new("growth-databases", "Databases of a fleet, nothing to do", "databases", _databases, async (size, token) => Shown(await cloud.FleetAsync(size, isSecured: false, token), size, 100)),
    ];

    /// <summary>Daybreak and psql only: growth is a matter of each contender by itself. The greatest sizes run three times.</summary>
    private static BenchmarkCase Shown(BenchmarkCase @case, int size, int often) => @case with
    {
        Bars = [],
        Runs = size > often ? 3 : 7,
        Contenders = [.. @case.Contenders.Where(contender => contender.Name is Contender.Daybreak or Contender.Psql)],
    };
}
