using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Daybreak.HostAgent.Run;
using Daybreak.Testing;

namespace Daybreak.HostAgent.Tests.Run;

/// <summary>A database with its bucket, its results bucket, its settings and its secret, and runs of it.</summary>
internal sealed class MigratedDatabase : IAsyncDisposable
{
    public const string SecretArn = "arn:aws:secretsmanager:eu-central-1:000000000000:secret:users";

    private MigratedDatabase(LoopbackCloud cloud, TestDatabase database)
    {
        Cloud = cloud;
        Database = database;
        Configure();
        SetSecret("AWSCURRENT", database.Password);
    }

    public LoopbackCloud Cloud { get; }

    public TestDatabase Database { get; }

    [SuppressMessage("Reliability", "CA2000", Justification = "The new object disposes it.")]
    public static async Task<MigratedDatabase> CreateAsync()
    {
        var cloud = await LoopbackCloud.StartAsync();
        await cloud.CreateBucketAsync("users");
        await cloud.CreateBucketAsync("results");
        return new MigratedDatabase(cloud, await TestDatabase.CreateAsync());
    }

    public void Configure(string flyway = "{}", string results = "results", int? port = null) =>
        Cloud.Parameters["/daybreak/dev/Users"] =
            $$"""
            {
              "bucket": "users", "resultsBucket": "{{results}}", "host": "{{Database.Host}}", "port": {{port ?? Database.Port}},
              "databaseName": "{{Database.Name}}", "secretArn": "{{SecretArn}}", "sslMode": "prefer", "settleSeconds": 0,
              "flyway": {{flyway}}
            }
            """;

    public void SetSecret(string stage, string password) => Cloud.Secrets[$"{SecretArn} {stage}"] =
        new JsonObject { ["username"] = Database.User, ["password"] = password }.ToJsonString();

    public Task<string> PutAsync(string key, string content) => Cloud.PutAsync("users", key, content);

    public async Task<RunAnswer> RunAsync(string command, string runId, string? workDirectory = null)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await RunCommand.ExecuteAsync(
            ["run", command, "--database", "Users", "--run-id", runId],
            name => name == "DAYBREAK_WORK_DIR" ? workDirectory ?? Cloud.WorkDirectory : Cloud.Variable(name),
            output,
            TextWriter.Synchronized(error),
            TimeProvider.System,
            CancellationToken.None);
        return new RunAnswer(exitCode, output.ToString().TrimEnd('\n'), error.ToString());
    }

    /// <summary>Starts the agent as a process of its own.</summary>
    public Process Start(string runId, string command = "migrate")
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "daybreak.dll"), "run", command, "--database", "Users", "--run-id", runId },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in new[] { "AWS_REGION", "AWS_ENDPOINT_URL", "DAYBREAK_WORK_DIR" })
        {
            start.Environment[name] = Cloud.Variable(name);
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    public async Task<JsonNode> RecordAsync(string runId)
    {
        var key = (await Cloud.KeysAsync("results")).Single(k => k.EndsWith($"/{runId}.json", StringComparison.Ordinal));
        return JsonNode.Parse(await Cloud.GetAsync("results", key))!;
    }

    /// <summary>The outcomes of all records by run id.</summary>
    public async Task<IReadOnlyList<string>> OutcomesAsync()
    {
        var keys = await Cloud.KeysAsync("results");
        var outcomes = new List<string>();
        foreach (var key in keys.Where(k => k.Count(c => c == '/') == 2 && k.EndsWith(".json", StringComparison.Ordinal)))
        {
            outcomes.Add((string)JsonNode.Parse(await Cloud.GetAsync("results", key))!["outcome"]!);
        }

        return outcomes;
    }

    public Task<IReadOnlyList<string?>> HistoryAsync() => Database.QueryColumnAsync(
        "SELECT installed_rank || ' ' || coalesce(version, 'R') || ' ' || script || ' ' || success "
        + "FROM flyway_schema_history ORDER BY installed_rank");

    public Task<IReadOnlyList<string?>> TablesAsync() => Database.QueryColumnAsync(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'flyway_schema_history' ORDER BY tablename");

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await Cloud.DisposeAsync();
    }
}
