using System.Text.Json.Nodes;

namespace Daybreak.HostAgent.Tests.Run;

public sealed class An_event_that_is_delivered_again : IAsyncLifetime
{
    private MigratedDatabase _users = null!;

    public async Task InitializeAsync()
    {
        _users = await MigratedDatabase.CreateAsync();
        await _users.PutAsync("V1__a.sql", "CREATE TABLE a (id int);");
    }

    public async Task DisposeAsync() => await _users.DisposeAsync();

    [Fact]
    public async Task Does_nothing_again_and_keeps_its_record()
    {
        Assert.Equal(0, (await _users.RunAsync("migrate", "s3-1")).ExitCode);
        var record = (await _users.RecordAsync("s3-1")).ToJsonString();

        var again = await _users.RunAsync("migrate", "s3-1");

        Assert.Equal((0, "succeeded", 1), (again.ExitCode, again.Outcome, (int)again.Summary["applied"]!));
        Assert.StartsWith("Run s3-1 has succeeded already (", again.Output, StringComparison.Ordinal);
        Assert.Equal(record, (await _users.RecordAsync("s3-1")).ToJsonString());
        Assert.Single(_users.Cloud.Events);
    }

    [Theory]
    [InlineData("the database cannot be reached")]
    [InlineData("its Flyway settings are wrong")]
    public async Task Does_nothing_even_though(string meanwhile)
    {
        Assert.Equal(0, (await _users.RunAsync("migrate", "s3-1")).ExitCode);
        var record = (await _users.RecordAsync("s3-1")).ToJsonString();
        if (meanwhile.StartsWith("its", StringComparison.Ordinal))
        {
            _users.Configure(flyway: """{"target": "not a version"}""");
        }
        else
        {
            _users.Configure(port: 1);
        }

        var again = await _users.RunAsync("migrate", "s3-1");

        Assert.Equal((0, "succeeded"), (again.ExitCode, again.Outcome));
        Assert.Equal(record, (await _users.RecordAsync("s3-1")).ToJsonString());
    }

    [Fact]
    public async Task While_it_runs_keeps_its_record()
    {
        await _users.PutAsync("V2__b.sql", "CREATE TABLE b (id int); SELECT pg_sleep(2);");
        var first = _users.RunAsync("migrate", "s3-1");
        const string Sleeping = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_sleep%' AND application_name = 'daybreak s3-1'";
        while ((await _users.Database.QueryAsync(Sleeping)).Count == 0)
        {
            Assert.False(first.IsCompleted);
            await Task.Delay(20);
        }

        var again = await _users.RunAsync("migrate", "s3-1", Path.Combine(_users.Cloud.Directory, "another-host"));

        Assert.Equal("succeeded", (await first).Outcome);
        Assert.StartsWith("Run s3-1 has succeeded already (", again.Output, StringComparison.Ordinal);
        Assert.Equal((0, 2), (again.ExitCode, (int)again.Summary["applied"]!));
        var record = await _users.RecordAsync("s3-1");
        Assert.Equal(("succeeded", 2), ((string?)record["outcome"], record["applied"]!.AsArray().Count));
        Assert.Single(_users.Cloud.Events);
    }

    [Fact]
    public async Task Whose_run_ends_before_the_second_delivery_connects_keeps_its_record()
    {
        var (came, held) = HoldLogin(2);
        await _users.PutAsync("V2__b.sql", "CREATE TABLE b (id int); SELECT pg_sleep(2);");
        var first = _users.RunAsync("migrate", "s3-1");
        await UntilConnectedAsync("s3-1");
        var again = _users.RunAsync("migrate", "s3-1");
        await came;
        Assert.Equal("succeeded", (await first).Outcome);
        held.SetResult();

        Assert.StartsWith("Run s3-1 has succeeded already (", (await again).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await _users.RecordAsync("s3-1"))["applied"]!.AsArray().Count);
        Assert.Single(_users.Cloud.Events);
    }

    [Fact]
    public async Task And_covered_keeps_its_record()
    {
        await _users.PutAsync("V2__b.sql", "CREATE TABLE b (id int); SELECT pg_sleep(4);");
        var first = _users.RunAsync("migrate", "s3-1");
        await UntilConnectedAsync("s3-1");
        var waiting = _users.RunAsync("migrate", "s3-2");
        while (!(await _users.OutcomesAsync()).Contains("waiting"))
        {
            Assert.False(first.IsCompleted);
            await Task.Delay(20);
        }

        var running = await _users.RunAsync("migrate", "s3-1");
        var waits = await _users.RunAsync("migrate", "s3-2");
        var open = await _users.OutcomesAsync();

        Assert.Equal(("covered", "covered"), (running.Outcome, waits.Outcome));
        Assert.Equal(["running", "waiting"], open.Order(StringComparer.Ordinal));
        Assert.Equal(("succeeded", "succeeded"), ((await first).Outcome, (await waiting).Outcome));
        Assert.Equal(2, (await _users.RecordAsync("s3-1"))["applied"]!.AsArray().Count);
        // Without a record the alarm for commands that no run has told of would go off.
        Assert.All(_users.Cloud.Events, told => Assert.StartsWith(
            "s3://results/Users/", (string?)JsonNode.Parse((string)told["Detail"]!)!["record"], StringComparison.Ordinal));
        Assert.Equal(4, _users.Cloud.Events.Count);
    }

    [Fact]
    public async Task Covers_nobody_whose_upload_it_will_not_read()
    {
        await _users.PutAsync("V2__b.sql", "CREATE TABLE b (id int); SELECT pg_sleep(3);");
        var first = _users.RunAsync("migrate", "s3-1");
        await UntilConnectedAsync("s3-1");
        var again = _users.RunAsync("migrate", "s3-1");
        await UntilSessionsAsync("s3-1", 3);
        await _users.PutAsync("V3__c.sql", "CREATE TABLE c (id int);");

        var later = await _users.RunAsync("migrate", "s3-2");

        Assert.Equal(("succeeded", 1), (later.Outcome, (int)later.Summary["applied"]!));
        Assert.Equal(("succeeded", 0), ((await first).Outcome, (await again).ExitCode));
        Assert.Equal(["a", "b", "c"], await _users.TablesAsync());
        Assert.Equal(2, (await _users.RecordAsync("s3-1"))["applied"]!.AsArray().Count);
    }

    [Fact]
    public async Task And_queues_late_reads_the_bucket_for_those_whom_it_covers()
    {
        // The second delivery comes to the queue only when the first one is gone from it.
        var (came, held) = HoldLogin(2);
        await _users.PutAsync("V2__b.sql", "CREATE TABLE b (id int); SELECT pg_sleep(2);");
        var first = _users.RunAsync("migrate", "s3-1");
        await UntilConnectedAsync("s3-1");
        var again = _users.RunAsync("migrate", "s3-1");
        await came;
        Assert.Equal("succeeded", (await first).Outcome);
        await _users.PutAsync("V3__c.sql", "CREATE TABLE c (id int); SELECT pg_sleep(3);");
        var other = _users.RunAsync("migrate", "s3-2");
        await UntilConnectedAsync("s3-2");
        held.SetResult();
        await UntilSessionsAsync("s3-1", 1);
        await UntilAsync(async () => (await _users.Cloud.KeysAsync("results")).Contains("Users/waiting-migrate.json"));
        await _users.PutAsync("V4__d.sql", "CREATE TABLE d (id int);");
        var covered = await _users.RunAsync("migrate", "s3-3");
        var kept = await _users.RecordAsync("s3-1");

        Assert.Equal(("covered", "s3-1"), (covered.Outcome, (string?)covered.Summary["coveredBy"]));
        Assert.Equal(("succeeded", 2), ((string?)kept["outcome"], kept["applied"]!.AsArray().Count));
        Assert.Equal(("succeeded", "succeeded"), ((await other).Outcome, (await again).Outcome));
        Assert.Equal(["a", "b", "c", "d"], await _users.TablesAsync());
    }

    [Fact]
    public async Task And_looked_before_the_first_had_a_record_keeps_the_one_it_has_then()
    {
        var (came, held) = HoldLogin(1);
        var holdsLogin = _users.Cloud.Instead!;
        var looks = 0;
        _users.Cloud.Instead = (action, context) =>
        {
            if (context.Request.Query["prefix"].ToString().EndsWith("/s3-1.json", StringComparison.Ordinal))
            {
                context.Response.OnCompleted(() => Task.FromResult(Interlocked.Increment(ref looks)));
            }

            return holdsLogin(action, context);
        };
        var again = _users.RunAsync("migrate", "s3-1");
        await came;
        await UntilAsync(() => Task.FromResult(Volatile.Read(ref looks) == 2));

        var first = await _users.RunAsync("migrate", "s3-1");
        held.SetResult();

        Assert.Equal(("succeeded", 1), (first.Outcome, (int)first.Summary["applied"]!));
        Assert.Equal(("succeeded", 0), ((await again).Outcome, (int)(await again).Summary["applied"]!));
        Assert.Single((await _users.RecordAsync("s3-1"))["applied"]!.AsArray());
    }

    [Fact]
    public async Task Whose_run_has_failed_tries_again()
    {
        await _users.PutAsync("V1__a.sql", "CREATE TABEL a (id int);");
        Assert.Equal("failed", (await _users.RunAsync("migrate", "s3-1")).Outcome);
        await _users.PutAsync("V1__a.sql", "CREATE TABLE a (id int);");

        Assert.Equal("succeeded", (await _users.RunAsync("migrate", "s3-1")).Outcome);
    }

    /// <summary>Holds the login of that number back, counted from one, until it is let go; the task ends when it has come.</summary>
    private (Task Came, TaskCompletionSource Held) HoldLogin(int number)
    {
        var logins = 0;
        var came = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _users.Cloud.Instead = async (action, _) =>
        {
            if (action == "GetSecretValue" && Interlocked.Increment(ref logins) == number)
            {
                came.SetResult();
                await held.Task;
            }

            return false;
        };
        return (came.Task, held);
    }

    private Task UntilSessionsAsync(string runId, int count) => UntilAsync(async () => (await _users.Database.QueryAsync(
        $"SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'daybreak {runId}'")).Count >= count);

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            await Task.Delay(20);
        }
    }

    private async Task UntilConnectedAsync(string runId)
    {
        var query = $"SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_sleep%' AND application_name = 'daybreak {runId}'";
        while ((await _users.Database.QueryAsync(query)).Count == 0)
        {
            await Task.Delay(20);
        }
    }
}
