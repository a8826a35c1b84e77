using Daybreak.LocalCloud.Postgres;

namespace Daybreak.Testing;

/// <summary>The one PostgreSQL server of this test process, started when the first test asks for it.</summary>
internal static class SharedServer
{
    private static readonly Lazy<Task<PostgresServer>> _server = new(StartAsync);

    /// <exception cref="Exception">No server is to be had: the test fails, it is never skipped.</exception>
    public static Task<PostgresServer> GetAsync() => _server.Value;

    private static async Task<PostgresServer> StartAsync()
    {
        var directory = Directory.CreateTempSubdirectory("daybreak-test-").FullName;
        var options = new PostgresServerOptions
        {
            StateDirectory = directory,
            External = Environment.GetEnvironmentVariable("DAYBREAK_PG"),
            BinDirectory = Environment.GetEnvironmentVariable("DAYBREAK_PG_BIN"),
            Durable = false,
            RemoveOnExit = true,
        };
        var server = await PostgresServer.StartAsync(options, TimeProvider.System, CancellationToken.None);
        // The server notices by itself when this process is gone, and removes its data; the rest is ours.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(directory, server.TemporaryPrograms);
        return server;
    }

    private static void Remove(params IEnumerable<string?> directories)
    {
        foreach (var directory in directories.OfType<string>().Where(Directory.Exists))
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
