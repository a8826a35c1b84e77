using System.Globalization;
using Daybreak.Benchmarks.Cases;
using Daybreak.Benchmarks.Machine;
using Daybreak.Benchmarks.Measuring;

namespace Daybreak.Benchmarks;

/// <summary>What cases are made of: the programs, the server and the files.</summary>
/// <param name="Launcher">Measures programs.</param>
/// <param name="Server">The database server.</param>
/// <param name="Executables">What is shipped.</param>
/// <param name="Peers">What it is compared with.</param>
/// <param name="Directory">Where files go.</param>
internal sealed record Bench(Launcher Launcher, BenchServer Server, Executables Executables, Peers Peers, string Directory)
{
    /// <summary>The files that contenders read.</summary>
    public string Files => Path.Combine(Directory, "files");

    /// <summary>daybreak with a Flyway-style command on a database.</summary>
    public Contender Daybreak(string database, string location, string command) => Measured(
        Contender.Daybreak,
        new Command(
            Executables.Daybreak,
            [$"-url=jdbc:postgresql://127.0.0.1:{Port}/{database}", $"-user={BenchServer.User}", $"-locations=filesystem:{location}", command]));

    /// <summary>psql on a database.</summary>
    public Contender Psql(string database, params string[] arguments) => Measured(
        Contender.Psql,
        new Command(Server.Psql, ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", database, .. arguments]) { Environment = Server.Variables });

    /// <summary>dbmate, node-pg-migrate, sqitch and Flyway on databases, as far as they are there.</summary>
    public IEnumerable<(Contender Contender, string Database)> Others(string database, Workloads.OneTableEach files, bool withSqitch)
    {
        if (Peers.Dbmate is { } dbmate)
        {
            yield return (
                Measured("dbmate", new Command(dbmate, ["--no-dump-schema", "-d", files.Dbmate, "-u", Url(database + "_dbmate"), "migrate"])),
                database + "_dbmate");
        }

        if (Peers.NodePgMigrate is { } nodePgMigrate)
        {
            var command = new Command(Tool.Find("node")!, [nodePgMigrate, "up", "-m", files.NodePgMigrate, "--verbose", "false"])
            {
                Environment = new Dictionary<string, string> { ["DATABASE_URL"] = Url(database + "_node") },
            };
            yield return (Measured("node-pg-migrate", command), database + "_node");
        }

        if (withSqitch && Peers.Sqitch is { } sqitch)
        {
            // It calls psql for every change: the real one, not Debian's wrapper.
            var command = new Command(sqitch, ["--chdir", files.Sqitch, "deploy", "--quiet", SqitchUrl(database + "_sqitch")])
            {
                Environment = new Dictionary<string, string> { ["PATH"] = $"{Server.Programs}:{Environment.GetEnvironmentVariable("PATH")}" },
            };
            yield return (Measured("sqitch", command), database + "_sqitch");
        }

        if (Peers.Flyway is { } flyway)
        {
            var command = new Command(
                flyway,
                [$"-url=jdbc:postgresql://127.0.0.1:{Port}/{database}_flyway", $"-user={BenchServer.User}", $"-locations=filesystem:{files.Flyway}", "migrate"]);
            yield return (Measured("Flyway", command), database + "_flyway");
        }
    }

    /// <summary>The contender, each of whose runs finds its database empty.</summary>
    /// <param name="contender">The contender.</param>
    /// <param name="database">Its database.</param>
    /// <param name="keepOld">See <see cref="BenchServer.FreshAsync"/>.</param>
    public Contender Fresh(Contender contender, string database, bool keepOld = false) =>
        contender with { PrepareAsync = token => Server.FreshAsync(database, keepOld, token) };

    /// <summary>A contender that is a program.</summary>
    public Contender Measured(string name, Command command) => new(name, token => Launcher.RunAsync(command, token));

    private string Port => Server.Port.ToString(CultureInfo.InvariantCulture);

    private string Url(string database) => $"postgres://{BenchServer.User}@127.0.0.1:{Port}/{database}?sslmode=disable";

    private string SqitchUrl(string database) => $"db:pg://{BenchServer.User}@127.0.0.1:{Port}/{database}";
}
