using System.Text.Json.Nodes;
using Daybreak.LocalCloud.S3;
using Microsoft.AspNetCore.Http;

namespace Daybreak.HostAgent.Tests.Run;

public sealed class A_run_in_trouble : IAsyncLifetime
{
    private MigratedDatabase _users = null!;

    public async Task InitializeAsync()
    {
        _users = await MigratedDatabase.CreateAsync();
        await _users.PutAsync("V1__a.sql", "CREATE TABLE a (id int);");
    }

    public async Task DisposeAsync() => await _users.DisposeAsync();

    [Fact]
    public async Task Whose_connection_is_lost_reports_what_is_committed_and_the_next_one_goes_on()
    {
        await _users.PutAsync("V2__b.sql", "CREATE TABLE b (id int); SELECT pg_sleep(60);");
        var running = _users.RunAsync("migrate", "lost");
        const string Backend = "FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'daybreak lost' AND query LIKE '%pg_sleep%'";
        while ((await _users.Database.QueryAsync("SELECT 1 " + Backend)).Count == 0)
        {
            Assert.False(running.IsCompleted);
            await Task.Delay(20);
        }

        await _users.Database.ExecuteAsync("SELECT pg_terminate_backend(pid) " + Backend);
        var lost = await running;

        Assert.Equal((3, "failed", 1), (lost.ExitCode, lost.Outcome, (int)lost.Summary["applied"]!));
        Assert.Equal("DB_CONNECTION", (string?)lost.Summary["error"]!["code"]);
        Assert.Contains("Committed: 1 migrations\n- V1__a.sql\nThe schema's version is 1.", lost.Output, StringComparison.Ordinal);
        await _users.PutAsync("V2__b.sql", "CREATE TABLE b (id int);");
        Assert.Equal("succeeded", (await _users.RunAsync("migrate", "next")).Outcome);
        Assert.Equal(["1 1 V1__a.sql true", "2 2 V2__b.sql true"], await _users.HistoryAsync());
    }

    [Fact]
    public async Task Beside_another_one_on_another_host_applies_each_migration_once()
    {
        for (var i = 2; i <= 10; i++)
        {
            await _users.PutAsync($"V{i}__m.sql", $"CREATE TABLE t{i} (id int); SELECT pg_sleep(0.05);");
        }

        var answers = await Task.WhenAll(
            Enumerable.Range(1, 4).Select(i => _users.RunAsync("migrate", $"host-{i}", Path.Combine(_users.Cloud.Directory, $"host-{i}"))));

        Assert.All(answers, answer => Assert.Equal(0, answer.ExitCode));
        Assert.Equal(10, answers.Sum(answer => (int)answer.Summary["applied"]!));
        Assert.Equal(10, (await _users.HistoryAsync()).Count);
        Assert.DoesNotContain("running", await _users.OutcomesAsync());
    }

    [Fact]
    public async Task That_does_not_get_flyways_lock_ends_with_4_and_says_what_to_do()
    {
        Assert.Equal(0, (await _users.RunAsync("migrate", "1")).ExitCode);
        _users.Configure("""{ "lockRetryCount": 0 }""");
        await _users.PutAsync("V2__b.sql", "SELECT pg_sleep(60);");
        using var other = _users.Start("other");
        while ((await _users.Database.QueryAsync(
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'daybreak other' AND query LIKE '%pg_sleep%'")).Count == 0)
        {
            await Task.Delay(20);
        }

        // Without its place in the queue it is to this run what a Flyway somewhere else is.
        await _users.Database.ExecuteAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND granted "
            + "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
        var run = await _users.RunAsync("migrate", "2");

        other.Kill();
        await other.WaitForExitAsync();
        Assert.Equal((4, "failed"), (run.ExitCode, run.Outcome));
        Assert.Contains("or configure the number of retries with 'lockRetryCount' (now 0)", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_event_finds_nothing_to_do_leaves_no_connection()
    {
        Assert.Equal(1, (int)(await _users.RunAsync("migrate", "s3-1")).Summary["applied"]!);

        Assert.Equal(0, (int)(await _users.RunAsync("migrate", "s3-2")).Summary["applied"]!);

        const string Connections = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'daybreak s3-2'";
        var patience = TimeProvider.System.GetTimestamp();
        while ((await _users.Database.QueryAsync(Connections)).Count > 0)
        {
            // The server notices a closed connection a moment later; the agent's own test process lives on and would keep an open one.
            Assert.True(TimeProvider.System.GetElapsedTime(patience) < TimeSpan.FromSeconds(30));
            await Task.Delay(20);
        }
    }

    [Fact]
    public async Task Whose_results_bucket_answers_503_is_done_nevertheless()
    {
        _users.Cloud.S3Faults.Decide = request => request.Path.StartsWithSegments("/results") ? FaultDecision.SlowDown : null;

        var run = await _users.RunAsync("migrate", "1");

        _users.Cloud.S3Faults.Decide = null;
        Assert.Equal((0, "succeeded"), (run.ExitCode, run.Outcome));
        Assert.Contains("The run record could not be written to the results bucket 'results'", run.Error, StringComparison.Ordinal);
        Assert.Equal(["a"], await _users.TablesAsync());
    }

    [Fact]
    public async Task Whose_record_could_not_be_closed_has_it_written_by_the_next_one()
    {
        var written = 0;
        _users.Cloud.S3Faults.Decide = request =>
            request.Method == "PUT" && request.Path.Value!.EndsWith("/s3-1.json", StringComparison.Ordinal) && ++written > 1 ? FaultDecision.SlowDown : null;
        var run = await _users.RunAsync("migrate", "s3-1");
        _users.Cloud.S3Faults.Decide = null;
        Assert.Equal("running", (string?)(await _users.RecordAsync("s3-1"))["outcome"]);

        await _users.RunAsync("migrate", "2");

        Assert.Equal((0, "succeeded"), (run.ExitCode, run.Outcome));
        var record = await _users.RecordAsync("s3-1");
        Assert.Equal(("succeeded", 1), ((string?)record["outcome"], record["applied"]!.AsArray().Count));
        Assert.DoesNotContain(await _users.Cloud.KeysAsync("results"), key => key.StartsWith("open-runs/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/results/")]
    [InlineData("PutEvents")]
    public async Task Whose_connections_are_cut_where_it_reports_is_done_nevertheless(string where)
    {
        _users.Cloud.Instead = (what, context) => Task.FromResult(Cut(what.StartsWith(where, StringComparison.Ordinal), context));

        var run = await _users.RunAsync("migrate", "1");

        Assert.Equal((0, "succeeded"), (run.ExitCode, run.Outcome));
        Assert.Contains(
            where == "PutEvents" ? "The run's event could not be published: " : "The run record could not be written to the results bucket 'results': ",
            run.Error,
            StringComparison.Ordinal);
        Assert.Equal(["a"], await _users.TablesAsync());
    }

    [Theory]
    [InlineData("GetParameter", 2, "CONFIGURATION", "The SSM parameter '/daybreak/dev/Users' could not be read: ")]
    [InlineData("GetSecretValue", 2, "CONFIGURATION", "The secret '")]
    [InlineData("/users", 5, "INCOMPLETE", "run the command again when S3 answers.")]
    public async Task Whose_connections_are_cut_where_it_begins_ends_with_the_reason(string where, int exitCode, string code, string said)
    {
        _users.Cloud.Instead = (what, context) => Task.FromResult(Cut(what.StartsWith(where, StringComparison.Ordinal), context));

        var run = await _users.RunAsync("migrate", "1");

        Assert.Equal((exitCode, code), (run.ExitCode, (string?)run.Summary["error"]!["code"]));
        Assert.Contains(said, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("work directory", run.Output, StringComparison.Ordinal);
        Assert.Single(_users.Cloud.Events);
    }

    private static bool Cut(bool isMeant, HttpContext context)
    {
        if (isMeant)
        {
            context.Abort();
        }

        return isMeant;
    }

    [Fact]
    public async Task Whose_event_is_refused_at_first_publishes_it_again()
    {
        var asked = 0;
        _users.Cloud.Instead = async (action, context) =>
        {
            if (action != "PutEvents" || ++asked > 1)
            {
                return false;
            }

            await context.Response.WriteAsync("""{"FailedEntryCount":1,"Entries":[{"ErrorCode":"ThrottlingException","ErrorMessage":"slower"}]}""");
            return true;
        };

        var run = await _users.RunAsync("migrate", "1");

        Assert.Equal((0, 2), (run.ExitCode, asked));
        Assert.Single(_users.Cloud.Events);
        Assert.DoesNotContain("refused", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_hostile_keys_runs_the_plain_one_and_names_the_others()
    {
        string[] refused = ["../../V2__up.sql", "a\nb/V3__line.sql", "x//V4__empty.sql", "V5__" + new string('x', 1016) + ".sql"];
        foreach (var key in refused)
        {
            await _users.PutAsync(key, "CREATE TABLE refused (id int);");
        }

        await _users.PutAsync("q'\"$(touch x); ü/V6__it's.sql", "CREATE TABLE b (id int);");

        var run = await _users.RunAsync("migrate", "1");

        Assert.Equal("succeeded", run.Outcome);
        Assert.Equal(["a", "b"], await _users.TablesAsync());
        Assert.Equal(refused.Length, (await _users.RecordAsync("1"))["snapshot"]!["skipped"]!.AsArray().Count);
        Assert.DoesNotContain("a\nb/V3", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists("x"));
    }

    [Fact]
    public async Task Whose_object_is_replaced_after_the_listing_runs_what_was_listed()
    {
        var replaced = false;
        _users.Cloud.S3Faults.Decide = request =>
        {
            if (!replaced && request.Method == "GET" && request.Path == "/users/V1__a.sql")
            {
                replaced = true;
                _ = _users.PutAsync("V1__a.sql", "CREATE TABLE replaced (id int);");
            }

            return null;
        };

        Assert.Equal("succeeded", (await _users.RunAsync("migrate", "1")).Outcome);

        Assert.True(replaced);
        Assert.Equal(["a"], await _users.TablesAsync());
    }

    [Fact]
    public async Task Leaves_an_open_record_only_as_long_as_it_runs()
    {
        await _users.RunAsync("migrate", "1");

        var running = JsonNode.Parse(await _users.Cloud.GetAsync("results", "Users/running.json"))!;
        Assert.Equal(("1", "succeeded"), ((string?)running["record"]!["runId"], (string?)running["record"]!["outcome"]));
    }
}
