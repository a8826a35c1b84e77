using System.Globalization;
using System.Runtime.InteropServices;
using Daybreak.Benchmarks.Measuring;

namespace Daybreak.Benchmarks.Machine;

/// <summary>What the figures depend on.</summary>
internal static class Facts
{
    /// <summary>Lines of "what: value", read before anything is measured.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(
        BenchServer server, Peers peers, Executables executables, CancellationToken cancellationToken)
    {
        var cpu = File.Exists("/proc/cpuinfo")
            ? (await File.ReadAllLinesAsync("/proc/cpuinfo", cancellationToken)).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
            : null;
        var load = File.Exists("/proc/loadavg") ? (await File.ReadAllTextAsync("/proc/loadavg", cancellationToken)).Trim() : "unknown";
        var memory = (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20).ToString(CultureInfo.InvariantCulture);
        return
        [
            $"Machine: {cpu ?? RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} cores, {memory} MB, {RuntimeInformation.OSDescription}",
            $"Load average at the start: {load}",
            $"Server: {await server.AskAsync("postgres", "SELECT version()", cancellationToken)}",
            "Server settings: as initdb leaves them, "
                + await server.AskAsync("postgres", "SELECT string_agg(name || '=' || setting, ', ' ORDER BY name) FROM pg_settings "
                    + "WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers', 'wal_sync_method')", cancellationToken)
                + "; trust authentication on 127.0.0.1, no TLS",
            $"Daybreak: {(await Tool.RunAsync(new Command(executables.Daybreak, ["--version"]), cancellationToken)).Trim()}, Native AOT, "
                + $"daybreak {Size(executables.Daybreak)}, bootstrap {Size(executables.Bootstrap)}",
            $"psql: {(await Tool.RunAsync(new Command(server.Psql, ["--version"]), cancellationToken)).Trim()}",
            $"dbmate: {await VersionAsync(peers.Dbmate, cancellationToken)}",
            $"node-pg-migrate: {await NodeVersionAsync(peers, cancellationToken)}",
            $"sqitch: {await VersionAsync(peers.Sqitch, cancellationToken)}",
            $"Flyway: {(peers.Flyway is null ? "not on this machine (the environment variable FLYWAY names one)" : await VersionAsync(peers.Flyway, cancellationToken))}",
        ];
    }

    private static string Size(string file) => string.Create(CultureInfo.InvariantCulture, $"{new FileInfo(file).Length / 1e6:0.0} MB");

    private static async Task<string> VersionAsync(string? program, CancellationToken cancellationToken) => program is null
        ? "not on this machine"
        : (await Tool.RunAsync(new Command(program, ["--version"]), cancellationToken)).Trim().Split('\n')[0];

    private static async Task<string> NodeVersionAsync(Peers peers, CancellationToken cancellationToken) => peers.NodePgMigrate is null
        ? "not on this machine"
        : $"{Peers.NodePgMigrateVersion} on Node.js "
            + (await Tool.RunAsync(new Command(Tool.Find("node")!, ["--version"]), cancellationToken)).Trim();
}
