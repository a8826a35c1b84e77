using System.Globalization;
using System.Text.Json.Nodes;
using Daybreak.EndToEnd.Tests.Processes;
using Npgsql;
using Xunit.Abstractions;

namespace Daybreak.EndToEnd.Tests.Faults;

/// <summary>SIGKILL for PostgreSQL, all of it, while a run applies migrations.</summary>
public sealed class A_server_that_is_killed(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Migrations = 30;

    private LocalCloudProcess _cloud = null!;
    private LocalDatabase _database = null!;
    private KillableServer _server = null!;

    public async Task InitializeAsync()
    {
        _cloud = await LocalCloudProcess.StartAsync(Repository.Template, "--ephemeral");
        _database = await LocalDatabase.OpenAsync(_cloud, "Users");
        _server = await KillableServer.StartAsync();
        var secret = await _cloud.CallAsync("secretsmanager.CreateSecret", new JsonObject
        {
            ["Name"] = KillableServer.User,
            ["SecretString"] = new JsonObject { ["username"] = KillableServer.User, ["password"] = KillableServer.Password }.ToJsonString(),
        });
        await _database.UseBucketWithoutTriggerAsync();
        await _database.ConfigureAsync(settings =>
        {
            settings["port"] = _server.Port;
            settings["databaseName"] = KillableServer.Database;
            settings["secretArn"] = secret["ARN"]!.ToString();
            settings["sslMode"] = "verify-full";
            settings["sslRootCertificate"] = _server.RootCertificate;
        });
        for (var i = 1; i <= Migrations; i++)
        {
            await _database.PutAsync(
                $"V{i}__m.sql", $"CREATE TABLE t{i:00} (id int);\nSELECT pg_sleep(0.03);\nINSERT INTO t{i:00} VALUES ({i});");
        }
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _cloud.DisposeAsync();
    }

    [Fact]
    [Trait("Category", "Faults-Long")]
    public Task At_twenty_random_moments_leaves_nothing_that_the_next_run_does_not_finish() => KillAsync(seed: 4, times: 20);

    private async Task KillAsync(int seed, int times)
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var lost = 0;
        for (var i = 1; i <= times; i++)
        {
            var (migrations, milliseconds) = (random.Next(Migrations), random.Next(60));
            var run = RunAsync($"kill-{i}");
            await UntilAppliedAsync(migrations, run);
            await Task.Delay(milliseconds);
            await _server.KillAsync();
            await _server.StartAgainAsync();
            var killed = await run;

            output.WriteLine($"{i}: killed {milliseconds} ms after {migrations} migrations; the run ended with {killed.ExitCode}");
            Assert.True(killed.ExitCode is 0 or 3, killed.All);
            if (killed.ExitCode == 3)
            {
                lost++;
                await TellsWhatIsCommittedAsync($"kill-{i}");
            }

            await FinishesAsync($"after-{i}");
            await _server.ExecuteAsync(KillableServer.Database, "DROP SCHEMA public CASCADE; CREATE SCHEMA public AUTHORIZATION migrator");
        }

        output.WriteLine($"Counted: {times} SIGKILLs of the PostgreSQL server, {lost} runs of {Migrations} migrations that lost their connection");
        Assert.True(lost > times / 2, $"{lost} of {times} runs lost their connection.");
    }

    private Task<ExecutableResult> RunAsync(string runId) => Executable.RunAsync(
        Repository.Agent,
        ["run", "migrate", "--database", _database.ConfiguredName, "--run-id", runId],
        _database.HostEnvironment(Path.Combine(_cloud.StateDirectory, "work-of-the-killed")));

    private async Task UntilAppliedAsync(int migrations, Task run)
    {
        await Waiting.ForAsync(
            async () => run.IsCompleted ? Migrations : await AppliedAsync(),
            applied => applied >= migrations,
            applied => $"{applied} migrations");
    }

    private async Task<int> AppliedAsync()
    {
        try
        {
            return int.Parse((await _server.QueryAsync("SELECT count(*) FROM flyway_schema_history"))[0], CultureInfo.InvariantCulture);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return 0;
        }
    }

    private async Task TellsWhatIsCommittedAsync(string runId)
    {
        var record = (await _database.FindRecordAsync(runId))!;
        Assert.Equal(("failed", "DB_CONNECTION"), (record["outcome"]!.ToString(), record["error"]!["code"]!.ToString()));
        Assert.Equal(await AppliedAsync(), record["applied"]!.AsArray().Count);
    }

    private async Task FinishesAsync(string runId)
    {
        var next = await RunAsync(runId);

        Assert.True(next.ExitCode == 0, next.All);
        Assert.Equal(
            [.. Enumerable.Range(1, Migrations).Select(i => $"{i} {i} V{i}__m.sql true")],
            await _server.QueryAsync(
                "SELECT installed_rank || ' ' || version || ' ' || script || ' ' || success FROM flyway_schema_history "
                + "ORDER BY installed_rank"));
        Assert.Equal(
            [.. Enumerable.Range(1, Migrations).Select(i => $"t{i:00}")],
            await _server.QueryAsync(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 't%' ORDER BY tablename"));
        Assert.All(
            await _database.RecordsAsync(), record => Assert.DoesNotContain(record["outcome"]!.ToString(), new[] { "running", "waiting" }));
    }
}
