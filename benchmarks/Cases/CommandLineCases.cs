using Daybreak.Benchmarks.Measuring;
using Daybreak.Benchmarks.Workloads;

namespace Daybreak.Benchmarks.Cases;

/// <summary>Cases of the command line: a program is started, does its work and ends.</summary>
internal sealed class CommandLineCases(Bench bench)
{
    public Task<BenchmarkCase> VersionAsync(CancellationToken cancellationToken) => Task.FromResult(new BenchmarkCase(
        "`daybreak --version`",
        [
            bench.Measured(Contender.Daybreak, new Command(bench.Executables.Daybreak, ["--version"])),
            bench.Measured(Contender.Psql, new Command(bench.Server.Psql, ["--version"])),
        ],
        [Bar.Time(Contender.Daybreak, 15), Bar.Memory(Contender.Daybreak, 15)])
    {
        Runs = 21,
    });

    /// <summary>Nothing to do: all files applied, their checksums verified.</summary>
    public async Task<BenchmarkCase> NothingToDoAsync(int files, CancellationToken cancellationToken)
    {
        var tables = await OneTableEach.CreateAsync(bench.Files, files, cancellationToken);
        var daybreak = bench.Daybreak("noop", tables.Flyway, "migrate");
        // node-pg-migrate applies all files in one transaction, for which the server has no locks beyond a few thousand tables.
        var others = files > 1_000 ? [] : bench.Others("noop", tables, withSqitch: files <= 100).ToList();
        foreach (var (contender, database) in others.Prepend((daybreak, "noop")))
        {
            await bench.Server.FreshAsync(database, false, cancellationToken);
            await contender.RunAsync(cancellationToken);
        }

        List<Bar> bars = [Bar.Ratio(Contender.Daybreak, Contender.Psql, 2.5), Bar.Memory(Contender.Daybreak, 25)];
        if (others.Exists(other => other.Contender.Name == "dbmate"))
        {
            bars.Add(Bar.Ratio(Contender.Daybreak, "dbmate", 1));
        }

        return new BenchmarkCase(
            FormattableString.Invariant($"no-op `migrate`, {files:N0} applied files (psql: `select 1`)"),
            [daybreak, bench.Psql("noop", "-c", "select 1"), .. others.Select(other => other.Contender)],
            bars)
        {
            Runs = 41,
        };
    }

    /// <summary>Migrations of one statement into an empty database.</summary>
    public async Task<BenchmarkCase> ApplyAsync(int files, CancellationToken cancellationToken)
    {
        var tables = await OneTableEach.CreateAsync(bench.Files, files, cancellationToken);
        return new BenchmarkCase(
            FormattableString.Invariant($"apply {files:N0} one-statement migrations (psql: the same statements and history rows, one transaction each, one file)"),
            [
                bench.Fresh(bench.Daybreak("apply", tables.Flyway, "migrate"), "apply", keepOld: true),
                bench.Fresh(bench.Psql("apply_psql", "-f", tables.Psql), "apply_psql", keepOld: true),
                .. bench.Others("apply", tables, withSqitch: files <= 100).Select(other => bench.Fresh(other.Contender, other.Database, keepOld: true)),
            ],
            [Bar.Ratio(Contender.Daybreak, Contender.Psql, 0.9)]);
    }

    /// <summary>One script of many megabytes in one transaction.</summary>
    public Task<BenchmarkCase> ScriptAsync(string what, BigScript script, CancellationToken cancellationToken) => Task.FromResult(new BenchmarkCase(
        $"one script with {what} (psql: `psql -1 -f`)",
        [
            bench.Fresh(bench.Daybreak("script", script.Directory, "migrate"), "script"),
            bench.Fresh(bench.Psql("script_psql", "-1", "-f", script.File), "script_psql"),
        ],
        [Bar.Ratio(Contender.Daybreak, Contender.Psql, 1.05), Bar.Memory(Contender.Daybreak, 40)]));

    /// <summary>Checksums of files compared with the history.</summary>
    public async Task<BenchmarkCase> ValidateAsync(int files, CancellationToken cancellationToken)
    {
        var tables = await OneTableEach.CreateAsync(bench.Files, files, cancellationToken);
        await bench.Server.FreshAsync("validate", false, cancellationToken);
        await bench.Daybreak("validate", tables.Flyway, "migrate").RunAsync(cancellationToken);
        // All names on one command line would be too many on some systems.
        var sum = new Command("/bin/sh", ["-c", "cd \"$1\" && printf '%s\\0' *.sql | xargs -0 -n 20000 sha256sum", "sh", tables.Flyway]);
        return new BenchmarkCase(
            FormattableString.Invariant($"`validate`, {files:N0} files"),
            [bench.Daybreak("validate", tables.Flyway, "validate"), bench.Measured("sha256sum", sum)],
            [Bar.Ratio(Contender.Daybreak, "sha256sum", 2)]);
    }
}
