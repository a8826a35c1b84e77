using System.Globalization;
using System.Text;
using Daybreak.LocalCloud.Postgres;
using Daybreak.MigrationEngine.Sql;
using Npgsql;

namespace Daybreak.Testing;

/// <summary>A fresh, empty database (UTF8, locale C) on the test process's PostgreSQL server; disposing drops it.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly PostgresServer _server;

    private TestDatabase(PostgresServer server, string name)
    {
        _server = server;
        Name = name;
    }

    public string Name { get; }

    public string Host => _server.Host;

    public int Port => _server.Port;

    /// <summary>A superuser.</summary>
    public string User => _server.User;

    public string Password => _server.Password;

    /// <summary>The JDBC URL, without credentials.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"jdbc:postgresql://{Host}:{Port}/{Name}");

    /// <summary>Npgsql's connection string, with credentials and without pooling.</summary>
    public string ConnectionString => _server.ConnectionString(Name);

    /// <summary>Path of the CA certificate for <c>sslmode=verify-full</c>; null where the given server has none.</summary>
    public string? RootCertificate => _server.RootCertificate;

    /// <summary>Creates the database.</summary>
    public static async Task<TestDatabase> CreateAsync()
    {
        var server = await SharedServer.GetAsync();
        var name = $"test_{Guid.NewGuid():N}";
        await RunAsync(server.ConnectionString(), $"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'");
        return new TestDatabase(server, name);
    }

    /// <summary>The server's major version, such as 15.</summary>
    public async Task<int> MajorVersionAsync() =>
        int.Parse((await QueryColumnAsync("SHOW server_version_num"))[0]!, CultureInfo.InvariantCulture) / 10000;

    /// <summary>Runs one or more statements.</summary>
    public Task ExecuteAsync(string sql) => RunAsync(ConnectionString, sql);

    /// <summary>
    /// Ends the sessions of a client that was killed, as a server does by itself from PostgreSQL 14 on; an older one finishes their statements first,
    /// and what was sent behind them.
    /// </summary>
    public Task EndSessionsOfKilledAsync(string applicationName) => ExecuteAsync(
        $"""
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = '{applicationName}' AND current_setting('server_version_num')::int < 140000
        """);

    /// <summary>Runs a query; gives its rows, each value as PostgreSQL's text, null for NULL.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string?>>> QueryAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { AllResultTypesAreUnknown = true };
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<IReadOnlyList<string?>>();
        while (await reader.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetString(i))]);
        }

        return rows;
    }

    /// <summary>Runs a query of one column; gives its values.</summary>
    public async Task<IReadOnlyList<string?>> QueryColumnAsync(string sql) => [.. (await QueryAsync(sql)).Select(row => row[0])];

    public async ValueTask DisposeAsync() =>
        await RunAsync(_server.ConnectionString(), $"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");

    private static async Task RunAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        // Split by the engine's own reader: the tests' process has Npgsql's rewriting of statements switched off, as the engine wants it.
        using var text = new MemoryStream(Encoding.UTF8.GetBytes(sql));
        using var reader = new SqlScriptReader(text);
        while (await reader.ReadAsync(CancellationToken.None))
        {
            await using var command = new NpgsqlCommand(reader.Current.Text, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
