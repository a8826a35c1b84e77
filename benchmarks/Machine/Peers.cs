using Daybreak.Benchmarks.Measuring;

namespace Daybreak.Benchmarks.Machine;

/// <summary>The programs Daybreak is measured against; null: not to be had on this machine.</summary>
/// <param name="Dbmate">dbmate's own executable, not npm's wrapper around it.</param>
/// <param name="NodePgMigrate">node-pg-migrate's script.</param>
/// <param name="Sqitch">sqitch on the PATH.</param>
/// <param name="Flyway">What the environment variable FLYWAY names.</param>
internal sealed record Peers(string? Dbmate, string? NodePgMigrate, string? Sqitch, string? Flyway)
{
    private const string DbmateVersion = "2.36.0";
    /// <summary>node-pg-migrate does not tell its version itself.</summary>
    public const string NodePgMigrateVersion = "9.0.0";
    private const string PgVersion = "8.23.1";

    /// <summary>Finds them, and installs those of npm below a directory of their own.</summary>
    public static async Task<Peers> InstallAsync(string directory, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        if (!Directory.Exists(Path.Combine(directory, "node_modules", "dbmate")))
        {
            var npm = Tool.Find("npm") ?? throw new BenchmarkException("There is no npm on the PATH: install Node.js.");
            await Tool.RunAsync(
                new Command(npm, ["install", "--no-audit", "--no-fund", "--silent", "--prefix", directory,
                    $"dbmate@{DbmateVersion}", $"node-pg-migrate@{NodePgMigrateVersion}", $"pg@{PgVersion}"]),
                cancellationToken);
        }

        var modules = Path.Combine(directory, "node_modules");
        var dbmate = Directory.Exists(Path.Combine(modules, "@dbmate"))
            ? Directory.EnumerateFiles(Path.Combine(modules, "@dbmate"), "dbmate", SearchOption.AllDirectories).FirstOrDefault()
            : null;
        var nodePgMigrate = Path.Combine(modules, "node-pg-migrate", "bin", "node-pg-migrate.js");
        return new Peers(
            dbmate, File.Exists(nodePgMigrate) ? nodePgMigrate : null, Tool.Find("sqitch"), Environment.GetEnvironmentVariable("FLYWAY"));
    }
}
