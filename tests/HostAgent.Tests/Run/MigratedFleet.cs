using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Daybreak.HostAgent.Run;
using Daybreak.Testing;
using Npgsql;

namespace Daybreak.HostAgent.Tests.Run;

/// <summary>A fleet of databases on one server, with one bucket, and runs of it.</summary>
internal sealed class MigratedFleet : IAsyncDisposable
{
    public const string Name = "Tenants";
    private const string SecretArn = "arn:aws:secretsmanager:eu-central-1:000000000000:secret:tenants";

    // Tests share the server: the databases of this fleet have a name that no other begins with.
    private readonly string _prefix = $"t{Guid.NewGuid():N}"[..12] + "_";
    private readonly TestDatabase _server;
    private readonly List<string> _created = [];

    private MigratedFleet(LoopbackCloud cloud, TestDatabase server)
    {
        (Cloud, _server) = (cloud, server);
        Cloud.Secrets[$"{SecretArn} AWSCURRENT"] = new JsonObject { ["username"] = server.User, ["password"] = server.Password }.ToJsonString();
        Configure($"\"{_prefix}*\"");
    }

    public LoopbackCloud Cloud { get; }

    [SuppressMessage("Reliability", "CA2000", Justification = "The new object disposes it.")]
    public static async Task<MigratedFleet> CreateAsync(int members)
    {
        var cloud = await LoopbackCloud.StartAsync();
        await cloud.CreateBucketAsync("tenants");
        await cloud.CreateBucketAsync("results");
        var fleet = new MigratedFleet(cloud, await TestDatabase.CreateAsync());
        for (var i = 1; i <= members; i++)
        {
            await fleet.AddAsync($"{i:00}");
        }

        return fleet;
    }

    /// <summary>The name of the PostgreSQL database with an ending.</summary>
    public string DatabaseName(string ending) => _prefix + ending;

    /// <summary>What a database is called in runs.</summary>
    public string MemberName(string ending) => $"{Name}/{Uri.EscapeDataString(DatabaseName(ending))}";

    public void Configure(string databases, string more = "") => Cloud.Parameters[$"/daybreak/dev/{Name}"] = Settings($"\"databases\": {databases}{more}");

    /// <summary>Configures databases of a server that is not there.</summary>
    public void ConfigureWithoutServer(string databases, string more) =>
        Cloud.Parameters[$"/daybreak/dev/{Name}"] = Settings($"\"databases\": {databases}{more}", FreePort.Find());

    /// <summary>Configures one database of the server by itself.</summary>
    public void ConfigureOne(string name, string ending) =>
        Cloud.Parameters[$"/daybreak/dev/{name}"] = Settings($"\"databaseName\": \"{DatabaseName(ending)}\"");

    /// <summary>Creates a database.</summary>
    public async Task AddAsync(string ending)
    {
        await _server.ExecuteAsync($"CREATE DATABASE {Quoted(ending)} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'");
        _created.Add(ending);
    }

    public Task PutAsync(string key, string content) => Cloud.PutAsync("tenants", key, content);

    public async Task<RunAnswer> RunAsync(
        string runId, string command = "migrate", string database = Name, string[]? more = null, CancellationToken cancellationToken = default)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await RunCommand.ExecuteAsync(
            ["run", command, "--database", database, "--run-id", runId, .. more ?? []],
            name => name == "AWS_SSM_INSTANCE_ID" ? "i-1" : Cloud.Variable(name),
            output,
            TextWriter.Synchronized(error),
            TimeProvider.System,
            cancellationToken);
        return new RunAnswer(exitCode, output.ToString().TrimEnd('\n'), error.ToString());
    }

    /// <summary>Starts the agent as a process on a host of its own.</summary>
    public Process Start(string runId, string host)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "daybreak.dll"), "run", "migrate", "--database", Name, "--run-id", runId },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in new[] { "AWS_REGION", "AWS_ENDPOINT_URL" })
        {
            start.Environment[name] = Cloud.Variable(name);
        }

        start.Environment["AWS_SSM_INSTANCE_ID"] = host;
        start.Environment["DAYBREAK_WORK_DIR"] = Path.Combine(Cloud.Directory, host);
        return Process.Start(start)!;
    }

    public async Task<JsonNode> FleetRecordAsync(string runId, string host = "i-1") =>
        JsonNode.Parse(await Cloud.GetAsync("results", await KeyAsync($"/{runId}/{host}.json")))!;

    public async Task<string> PageAsync(string runId) => await Cloud.GetAsync("results", await KeyAsync($"/{runId}/i-1.html"));

    public async Task<JsonNode> RecordAsync(string ending, string runId)
    {
        var key = (await Cloud.KeysAsync("results"))
            .Single(k => k.StartsWith(MemberName(ending) + "/", StringComparison.Ordinal) && k.EndsWith($"/{runId}.json", StringComparison.Ordinal));
        return JsonNode.Parse(await Cloud.GetAsync("results", key))!;
    }

    [SuppressMessage("Security", "CA2100", Justification = "The statement is the test's own.")]
    public async Task ExecuteAsync(string ending, string sql)
    {
        await using var connection = await OpenAsync(ending);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Versions in the history of a database; null where there is no history.</summary>
    public async Task<string?> HistoryAsync(string ending)
    {
        await using var connection = await OpenAsync(ending);
        await using var exists = new NpgsqlCommand("SELECT to_regclass('flyway_schema_history') IS NOT NULL", connection);
        if (await exists.ExecuteScalarAsync() is not true)
        {
            return null;
        }

        await using var command = new NpgsqlCommand(
            "SELECT string_agg(version || ' ' || success, ', ' ORDER BY installed_rank) FROM flyway_schema_history", connection);
        return await command.ExecuteScalarAsync() as string ?? string.Empty;
    }

    /// <summary>Ends what a killed run left on a server that does not notice.</summary>
    public Task EndSessionsOfKilledAsync(string runId) => _server.EndSessionsOfKilledAsync($"daybreak {runId}");

    /// <summary>Waits until a query on the server has a row.</summary>
    public async Task UntilAsync(string query)
    {
        var started = TimeProvider.System.GetTimestamp();
        while ((await _server.QueryAsync(query)).Count == 0)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMinutes(2), $"Nothing came of: {query}");
            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var ending in _created)
        {
            await _server.ExecuteAsync($"DROP DATABASE IF EXISTS {Quoted(ending)} WITH (FORCE)");
        }

        await _server.DisposeAsync();
        await Cloud.DisposeAsync();
    }

    private async Task<string> KeyAsync(string end) => (await Cloud.KeysAsync("results")).Single(
        key => key.StartsWith("fleet-runs/", StringComparison.Ordinal) && key.EndsWith(end, StringComparison.Ordinal));

    private string Quoted(string ending) => $"\"{DatabaseName(ending).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private string Settings(string which, int? port = null) =>
        $$"""
        {
          "bucket": "tenants", "resultsBucket": "results", "host": "{{_server.Host}}", "port": {{port ?? _server.Port}},
          "secretArn": "{{SecretArn}}", "sslMode": "prefer", "settleSeconds": 0, {{which}}
        }
        """;

    private async Task<NpgsqlConnection> OpenAsync(string ending)
    {
        var builder = new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = DatabaseName(ending) };
        var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
