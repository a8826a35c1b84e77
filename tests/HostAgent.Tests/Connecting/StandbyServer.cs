using Daybreak.LocalCloud.Postgres;
using Npgsql;

namespace Daybreak.HostAgent.Tests.Connecting;

/// <summary>A PostgreSQL server of a test's own that only reads, as the former writer of a cluster does after a failover, until it is promoted.</summary>
internal sealed class StandbyServer : IAsyncDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("daybreak-standby-").FullName;
    private readonly ServerAccount _account = ServerAccount.Choose();
    private PostgresServer _server = null!;

    private StandbyServer()
    {
    }

    public string Host => _server.Host;

    public int Port => _server.Port;

    public string User => _server.User;

    public string Password => _server.Password;

    private string Data => DataDirectory.Locate(_state, _account);

    public static async Task<StandbyServer> StartAsync()
    {
        var standby = new StandbyServer();
        var options = new PostgresServerOptions
        {
            StateDirectory = standby._state,
            BinDirectory = Environment.GetEnvironmentVariable("DAYBREAK_PG_BIN"),
            Durable = false,
        };
        standby._server = await PostgresServer.StartAsync(options, TimeProvider.System, CancellationToken.None);
        await standby._account.WriteFileAsync(Path.Combine(standby.Data, "standby.signal"), "", CancellationToken.None);
        await standby.ControlAsync("restart", "-l", Path.Combine(standby.Data, "standby.log"));
        return standby;
    }

    /// <summary>Makes it the writer; returns when it is.</summary>
    public async Task PromoteAsync()
    {
        await using var connection = new NpgsqlConnection(_server.ConnectionString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT pg_promote()", connection);
        Assert.True(await command.ExecuteScalarAsync() is true);
    }

    public async ValueTask DisposeAsync()
    {
        await ControlAsync("stop");
        await _server.DisposeAsync();
        Directory.Delete(Data, recursive: true);
        if (Directory.Exists(_state))
        {
            Directory.Delete(_state, recursive: true);
        }
    }

    private async Task ControlAsync(string action, params string[] more)
    {
        var binaries = await PostgresBinaries.FindAsync(
            Environment.GetEnvironmentVariable("DAYBREAK_PG_BIN"), _account, Data + "-programs", CancellationToken.None);
        var program = Path.Combine(Path.GetDirectoryName(binaries.Postgres)!, "pg_ctl");
        var (exitCode, output) = await _account.RunAsync(program, [action, "-D", Data, "-m", "fast", "-w", .. more], "", CancellationToken.None);
        Assert.True(exitCode == 0, output);
    }
}
