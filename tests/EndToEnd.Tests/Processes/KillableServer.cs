using System.Diagnostics;
using System.Globalization;
using Daybreak.LocalCloud.Postgres;
using Npgsql;

namespace Daybreak.EndToEnd.Tests.Processes;

/// <summary>A PostgreSQL server of a test's own, that loses its power now and then, and a database on it.</summary>
internal sealed class KillableServer : IAsyncDisposable
{
    public const string Database = "killed";
    public const string User = "migrator";
    public const string Password = "migrators-own";

    private readonly string _state = LocalCloudProcess.NewState();
    private PostgresServer _server = null!;

    private KillableServer()
    {
    }

    public int Port => _server.Port;

    public string RootCertificate => _server.RootCertificate!;

    public static async Task<KillableServer> StartAsync()
    {
        var server = new KillableServer();
        await server.StartAgainAsync();
        await server.ExecuteAsync("postgres", $"CREATE ROLE {User} LOGIN PASSWORD '{Password}'");
        await server.ExecuteAsync("postgres", $"CREATE DATABASE {Database} OWNER {User}");
        return server;
    }

    /// <summary>Starts it after a kill, on the same port; returns when it takes connections.</summary>
    public async Task StartAgainAsync() => _server = await PostgresServer.StartAsync(
        new PostgresServerOptions { StateDirectory = _state }, TimeProvider.System, CancellationToken.None);

    /// <summary>SIGKILL for the server and every process of it; returns when all are gone.</summary>
    public async Task KillAsync()
    {
        var data = DataDirectory.Locate(_state, ServerAccount.Choose());
        var postmaster = int.Parse((await File.ReadAllLinesAsync(Path.Combine(data, "postmaster.pid")))[0], CultureInfo.InvariantCulture);
        int[] all = [postmaster, .. ProcessTree.Below(postmaster)];
        foreach (var id in all)
        {
            Kill(id);
        }

        await Waiting.ForAsync(
            () => Task.FromResult(all.Where(ProcessTree.Lives).ToList()), left => left.Count == 0, left => string.Join(", ", left));
        await _server.DisposeAsync();
    }

    public async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(_server.ConnectionString(database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Runs a query of one column.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_server.ConnectionString(Database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { AllResultTypesAreUnknown = true };
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        LocalCloudProcess.Remove(_state);
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // It went with its parent.
        }
    }
}
