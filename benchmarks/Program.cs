using Daybreak.Benchmarks;
using Daybreak.Benchmarks.Cases;
using Daybreak.Benchmarks.Machine;
using Daybreak.Benchmarks.Measuring;
using Daybreak.Benchmarks.Report;

// benchmarks <repository> [name of a case or growth ...]: without names all of them, and RESULTS.md is written.
var repository = Path.GetFullPath(args[0]);
var names = args[1..];
var directory = Path.Combine(repository, "artifacts", "benchmarks");
Directory.CreateDirectory(directory);
using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    cancellation.Cancel();
};
var token = cancellation.Token;
try
{
    var executables = Executables.Of(repository);
    var peers = await Peers.InstallAsync(Path.Combine(directory, "peers"), token);
    var launcher = await Launcher.CreateAsync(Path.Combine(repository, "benchmarks", "Measuring", "launch.c"), directory, token);
    await using var server = await BenchServer.StartAsync(token);
    var bench = new Bench(launcher, server, executables, peers, directory);
    await using var cloud = new CloudCases(bench, TimeProvider.System);
    var catalog = new CaseCatalog(bench, cloud, TimeProvider.System);
    if (names.FirstOrDefault(name => !catalog.Names.Contains(name)) is { } unknown)
    {
        throw new BenchmarkException($"There is no case '{unknown}'. There are: {string.Join(", ", catalog.Names)}.");
    }

    var facts = await Facts.ReadAsync(server, peers, executables, token);
    await Console.Out.WriteLineAsync(string.Join('\n', facts));
    var cases = new List<CaseResult>();
    foreach (var (name, create) in catalog.Cases.Where(one => IsWanted(one.Name)))
    {
        cases.Add(await CaseResult.MeasureAsync(await create(token), token));
        await Console.Out.WriteLineAsync($"\n{name}: {cases[^1].Case.Title}\n{Markdown.Table(cases[^1])}");
    }

    var growths = new List<GrowthResult>();
    foreach (var growth in catalog.Growths.Where(one => IsWanted(one.Name)))
    {
        growths.Add(await GrowthResult.MeasureAsync(growth, token));
        await Console.Out.WriteLineAsync($"\n{growth.Name}: {growth.Title}\n{Markdown.Table(growths[^1])}");
    }

    await Console.Out.WriteLineAsync(Markdown.Bars(cases));
    if (names.Length == 0)
    {
        await Results.WriteAsync(Path.Combine(repository, "benchmarks"), facts, cases, growths, token);
    }

    return 0;
}
catch (BenchmarkException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}

bool IsWanted(string name) => names.Length == 0 || names.Contains(name);
