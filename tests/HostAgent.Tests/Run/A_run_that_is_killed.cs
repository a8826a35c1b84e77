using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace Daybreak.HostAgent.Tests.Run;

public sealed class A_run_that_is_killed(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Migrations = 30;

    // What the operating system says of a process that SIGKILL has ended.
    private const int Killed = 128 + 9;

    private MigratedDatabase _users = null!;

    public async Task InitializeAsync() => _users = await MigratedDatabase.CreateAsync();

    public async Task DisposeAsync() => await _users.DisposeAsync();

    [Fact]
    public async Task Is_closed_by_the_next_one_with_what_the_history_says()
    {
        await _users.PutAsync("V1__a.sql", "CREATE TABLE a (id int);");
        await _users.PutAsync("V2__b.sql", "SELECT pg_sleep(100);");
        using (var process = _users.Start("s3-killed"))
        {
            await UntilAsync("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'daybreak s3-killed' AND query LIKE '%pg_sleep%'");
            Assert.Equal("running", (string?)(await _users.RecordAsync("s3-killed"))["outcome"]);
            process.Kill();
            await process.WaitForExitAsync();
        }

        await _users.Database.EndSessionsOfKilledAsync("daybreak s3-killed");
        await _users.PutAsync("V2__b.sql", "CREATE TABLE b (id int);");
        var next = await _users.RunAsync("migrate", "2");

        Assert.Equal((0, "succeeded"), (next.ExitCode, next.Outcome));
        var record = await _users.RecordAsync("s3-killed");
        Assert.Equal(("crashed", "CRASHED", "1"),
            ((string?)record["outcome"], (string?)record["error"]!["code"], (string?)record["versionAfter"]));
        Assert.Equal(["V1__a.sql"], record["applied"]!.AsArray().Select(m => (string?)m!["file"]));
        Assert.Equal("succeeded", (string?)JsonNode.Parse(await _users.Cloud.GetAsync("results", "Users/latest.json"))!["outcome"]);
        Assert.Contains("Run s3-killed was killed.", next.Error, StringComparison.Ordinal);
        Assert.Contains(_users.Cloud.Events, e => ((string)e["Detail"]!).Contains("\"crashed\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("migrate")]
    [InlineData("repair")]
    public async Task While_it_waits_for_its_turn_is_closed_by_the_next_one(string command)
    {
        await _users.PutAsync("V1__a.sql", "SELECT pg_sleep(120);");
        const string Sleeping = "FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'daybreak first' AND query LIKE '%pg_sleep%'";
        var first = _users.RunAsync("migrate", "first");
        await UntilAsync("SELECT 1 " + Sleeping);
        using (var process = _users.Start("s3-waiting", command))
        {
            await UntilAsync(async () => (await _users.OutcomesAsync()).Contains("waiting"));
            Assert.Equal("waiting", (string?)(await _users.RecordAsync("s3-waiting"))["outcome"]);
            Assert.Equal("first", (string?)JsonNode.Parse(await _users.Cloud.GetAsync("results", "Users/latest.json"))!["runId"]);
            process.Kill();
            await process.WaitForExitAsync();
        }

        await UntilAsync("SELECT 1 WHERE NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'daybreak s3-waiting')");
        await _users.Database.ExecuteAsync("SELECT pg_cancel_backend(pid) " + Sleeping);
        Assert.Equal("failed", (await first).Outcome);
        await _users.PutAsync("V1__a.sql", "CREATE TABLE a (id int);");
        var next = await _users.RunAsync("migrate", "next");

        Assert.True(next.Outcome == "succeeded", next.Output + next.Error);
        var record = await _users.RecordAsync("s3-waiting");
        Assert.Equal(("crashed", "CRASHED", 0),
            ((string?)record["outcome"], (string?)record["error"]!["code"], record["applied"]!.AsArray().Count));
        Assert.Contains("while it waited for its turn", (string?)record["error"]!["message"], StringComparison.Ordinal);
        Assert.Contains("Run s3-waiting was killed.", next.Error, StringComparison.Ordinal);
        Assert.Single(_users.Cloud.Events, e => ((string)e["Detail"]!).Contains("\"crashed\"", StringComparison.Ordinal));
        Assert.Equal("succeeded", (await _users.RunAsync("migrate", "last")).Outcome);
        Assert.Equal(["crashed", "failed", "succeeded", "succeeded"], (await _users.OutcomesAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Between_its_record_and_its_event_has_its_event_published_by_the_next_one()
    {
        await _users.PutAsync("V1__a.sql", "CREATE TABLE a (id int);");
        var published = new TaskCompletionSource();
        _users.Cloud.Instead = async (action, context) =>
        {
            if (action == "PutEvents")
            {
                published.TrySetResult();
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }

            return false;
        };
        using (var process = _users.Start("s3-killed"))
        {
            await published.Task;
            process.Kill();
            await process.WaitForExitAsync();
        }

        _users.Cloud.Instead = null;
        await UntilAsync("SELECT 1 WHERE NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'daybreak s3-killed')");
        var record = (await _users.RecordAsync("s3-killed")).ToJsonString();
        var next = await _users.RunAsync("migrate", "next");
        await _users.RunAsync("migrate", "last");

        Assert.Contains("Run s3-killed was killed when it had written its record (succeeded)", next.Error, StringComparison.Ordinal);
        var told = Assert.Single(_users.Cloud.Events, e => ((string)e["Detail"]!).Contains("\"s3-killed\"", StringComparison.Ordinal));
        Assert.Equal("Daybreak Run Succeeded", (string?)told["DetailType"]);
        Assert.Equal(record, (await _users.RecordAsync("s3-killed")).ToJsonString());
        Assert.DoesNotContain(await _users.Cloud.KeysAsync("results"), key => key.StartsWith("open-runs/", StringComparison.Ordinal));
    }

    [Fact]
    public Task At_a_few_random_moments_leaves_nothing_that_the_next_one_does_not_finish() => KillAsync(seed: 1, times: 3);

    [Fact]
    [Trait("Category", "Faults-Long")]
    public Task At_fifty_random_moments_leaves_nothing_that_the_next_one_does_not_finish() => KillAsync(seed: 2, times: 50);

    private async Task KillAsync(int seed, int times)
    {
        var random = new Random(seed);
        for (var i = 1; i <= Migrations; i++)
        {
            await _users.PutAsync($"V{i}__m.sql", $"CREATE TABLE t{i:00} (id int); SELECT pg_sleep(0.05); INSERT INTO t{i:00} VALUES ({i});");
        }

        var (runs, killed, midway) = (0, 0, 0);
        while (killed < times)
        {
            runs++;
            using var process = _users.Start($"kill-{runs}");
            await UntilMomentAsync(process, random);
            process.Kill();
            await process.WaitForExitAsync();
            killed += process.ExitCode == Killed ? 1 : 0;
            midway += await AppliedAsync() is > 0 and < Migrations ? 1 : 0;
            if (runs % 2 == 0 || process.ExitCode != Killed)
            {
                await FinishesAsync($"after-{runs}");
                await _users.Database.ExecuteAsync("DROP SCHEMA public CASCADE; CREATE SCHEMA public;");
            }
        }

        await FinishesAsync("last");
        output.WriteLine($"Counted: {killed} SIGKILLs of the agent in {runs} runs of {Migrations} migrations, {midway} of them between the first and the last one");
        Assert.True(midway > times / 3, $"{midway} of {killed} kills came between the first and the last migration.");
    }

    // From its first steps to its last ones: at some time after it was started, or after some migration.
    private async Task UntilMomentAsync(Process process, Random random)
    {
        var (applied, milliseconds) = (await AppliedAsync(), random.Next(60));
        if (random.Next(4) == 0)
        {
            milliseconds = random.Next(1000);
        }
        else
        {
            var migrations = random.Next(applied + 1, Migrations + 1);
            while (!process.HasExited && await AppliedAsync() < migrations)
            {
                await Task.Delay(5);
            }
        }

        await Task.Delay(milliseconds);
    }

    private async Task<int> AppliedAsync() =>
        (await _users.Database.QueryAsync("SELECT 1 WHERE to_regclass('flyway_schema_history') IS NOT NULL")).Count == 0
            ? 0
            : (await _users.HistoryAsync()).Count;

    private async Task FinishesAsync(string runId)
    {
        var next = await _users.RunAsync("migrate", runId);
        Assert.True(next.ExitCode == 0, next.Output + next.Error);
        Assert.Equal(Enumerable.Range(1, Migrations).Select(i => $"{i} {i} V{i}__m.sql true"), await _users.HistoryAsync());
        Assert.Equal(Enumerable.Range(1, Migrations).Select(n => $"t{n:00}"), await _users.TablesAsync());
        var outcomes = await _users.OutcomesAsync();
        Assert.DoesNotContain("running", outcomes);
        Assert.DoesNotContain("waiting", outcomes);
    }

    private Task UntilAsync(string query) => UntilAsync(async () => (await _users.Database.QueryAsync(query)).Count > 0, query);

    private static async Task UntilAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string? text = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMinutes(2), $"It did not come about: {text}");
            await Task.Delay(20);
        }
    }
}
