using Daybreak.LocalCloud.Postgres;
using Npgsql;

namespace Daybreak.LocalCloud.Tests.Postgres;

public sealed class A_server_of_our_own : IDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("daybreak-pg-test-").FullName;

    [Fact]
    public async Task Keeps_its_data_and_its_port_from_start_to_start()
    {
        int port;
        await using (var first = await StartAsync(removeOnExit: false))
        {
            port = first.Port;
            await ExecuteAsync(first, "CREATE TABLE kept AS SELECT 42 AS answer");
        }

        await using var second = await StartAsync(removeOnExit: true);

        Assert.Equal(port, second.Port);
        Assert.Equal(42, await ExecuteAsync(second, "SELECT answer FROM kept"));
    }

    [Fact]
    public async Task Can_be_verified_in_full()
    {
        await using var server = await StartAsync(removeOnExit: true);
        var settings = new NpgsqlConnectionStringBuilder(server.ConnectionString())
        {
            SslMode = SslMode.VerifyFull,
            RootCertificate = server.RootCertificate,
        };

        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()", connection);

        Assert.Equal(true, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Wants_the_password()
    {
        await using var server = await StartAsync(removeOnExit: true);
        var settings = new NpgsqlConnectionStringBuilder(server.ConnectionString()) { Password = "guessed" };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync());

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
    }

    [Fact]
    public async Task Is_gone_once_stopped()
    {
        var server = await StartAsync(removeOnExit: true);
        var connectionString = server.ConnectionString();

        await server.DisposeAsync();

        await using var connection = new NpgsqlConnection(connectionString);
        await Assert.ThrowsAsync<NpgsqlException>(() => connection.OpenAsync());
    }

    [Fact]
    public async Task Says_where_it_found_no_programs()
    {
        var options = new PostgresServerOptions { StateDirectory = _state, BinDirectory = _state };

        var refusal = await Assert.ThrowsAsync<PostgresServerException>(
            () => PostgresServer.StartAsync(options, TimeProvider.System, CancellationToken.None));

        Assert.Contains(_state, refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_state, recursive: true);

    private Task<PostgresServer> StartAsync(bool removeOnExit)
    {
        var options = new PostgresServerOptions { StateDirectory = _state, Durable = false, RemoveOnExit = removeOnExit };
        return PostgresServer.StartAsync(options, TimeProvider.System, CancellationToken.None);
    }

    private static async Task<object?> ExecuteAsync(PostgresServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
