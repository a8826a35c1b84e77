using System.Text.Json.Nodes;
using Daybreak.HostAgent.Run;
using Daybreak.Testing;

namespace Daybreak.HostAgent.Tests.Run;

public sealed class A_run_of_a_database : IAsyncLifetime
{
    private const string SecretArn = "arn:aws:secretsmanager:eu-central-1:000000000000:secret:users";

    private LoopbackCloud _cloud = null!;
    private TestDatabase _database = null!;
    private string _role = null!;
    private string _password = null!;

    public async Task InitializeAsync()
    {
        _cloud = await LoopbackCloud.StartAsync();
        _database = await TestDatabase.CreateAsync();
        _role = "role_" + Guid.NewGuid().ToString("N");
        _password = "pw-" + Guid.NewGuid().ToString("N");
        await _database.ExecuteAsync($"CREATE ROLE {_role} LOGIN SUPERUSER PASSWORD '{_password}'");
        await _cloud.CreateBucketAsync("users");
        await _cloud.CreateBucketAsync("results");
        _cloud.Parameters["/daybreak/dev/Users"] = Settings();
        _cloud.Secrets[$"{SecretArn} AWSCURRENT"] = Secret(_password);
    }

    public async Task DisposeAsync()
    {
        await _database.ExecuteAsync($"REASSIGN OWNED BY {_role} TO CURRENT_USER");
        await _database.ExecuteAsync($"DROP OWNED BY {_role}");
        await _database.ExecuteAsync($"DROP ROLE {_role}");
        await _database.DisposeAsync();
        await _cloud.DisposeAsync();
    }

    [Fact]
    public async Task Applies_what_is_in_the_bucket_and_records_it()
    {
        await _cloud.PutAsync("users", "V2__alter_table_persons.sql", "ALTER TABLE persons ADD email text;");
        var version = await _cloud.PutAsync("users", "V1__create_table_persons.sql", "CREATE TABLE persons (personid int);");

        var run = await RunAsync("migrate", "s3-1");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["personid", "email"], await ColumnsAsync());
        Assert.Equal(
            ("s3-1", "Users", "migrate", "succeeded", 2, null, "2"),
            (Text(run.Summary, "runId"), Text(run.Summary, "database"), Text(run.Summary, "command"), Text(run.Summary, "outcome"),
                (int)run.Summary["applied"]!, Text(run.Summary, "versionBefore"), Text(run.Summary, "versionAfter")));
        Assert.Matches(@"\AApplied V1__create_table_persons\.sql \(\d+ ms\)\nApplied V2__alter_table_persons\.sql", run.Output);
        var keys = string.Join(' ', await _cloud.KeysAsync("results"));
        Assert.Matches("^Users/[0-9]{4}-[0-9]{2}-[0-9]{2}/s3-1.json Users/latest.json Users/running.json$", keys);

        var record = await LatestAsync();
        Assert.Equal(("event", "succeeded", 0), (Text(record, "requestedBy"), Text(record, "outcome"), (int)record["exitCode"]!));
        Assert.Equal(version, Text(record["snapshot"]!["objects"]![0]!, "versionId"));
        Assert.Equal(["settings", "queue", "snapshot", "migrate"], record["steps"]!.AsArray().Select(s => Text(s!, "name")));
        Assert.Equal(
            ["V1__create_table_persons.sql", "V2__alter_table_persons.sql"], record["applied"]!.AsArray().Select(m => Text(m!, "file")));
        var published = Assert.Single(_cloud.Events);
        Assert.Equal(("daybreak", "Daybreak Run Succeeded"), (Text(published, "Source"), Text(published, "DetailType")));
        Assert.Equal("2", Text(JsonNode.Parse(Text(published, "Detail")!)!, "versionAfter"));
    }

    [Fact]
    public async Task Applies_nothing_the_second_time_and_says_so()
    {
        await _cloud.PutAsync("users", "V1__a.sql", "CREATE TABLE persons (personid int);");
        await RunAsync("migrate", "1");

        var run = await RunAsync("migrate", "2");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("is up to date", run.Output, StringComparison.Ordinal);
        Assert.Equal(("1", "1", 0), (Text(run.Summary, "versionBefore"), Text(run.Summary, "versionAfter"), (int)run.Summary["applied"]!));
    }

    [Fact]
    public async Task Asks_S3_for_nothing_that_is_not_there_once_there_was_one()
    {
        await _cloud.PutAsync("users", "V1__a.sql", "CREATE TABLE persons (personid int);");
        await RunAsync("migrate", "s3-1");
        var missing = new System.Collections.Concurrent.ConcurrentQueue<string>();
        _cloud.Instead = (what, context) =>
        {
            context.Response.OnCompleted(() =>
            {
                if (context.Response.StatusCode == 404)
                {
                    missing.Enqueue(what);
                }

                return Task.CompletedTask;
            });
            return Task.FromResult(false);
        };
        await _cloud.PutAsync("users", "V2__b.sql", "ALTER TABLE persons ADD email text;");

        var run = await RunAsync("migrate", "s3-2");

        Assert.Equal(1, (int)run.Summary["applied"]!);
        Assert.Empty(missing);
    }

    [Fact]
    public async Task Writes_what_it_records_without_asking_S3_first_whether_it_may()
    {
        await _cloud.PutAsync("users", "V1__a.sql", "CREATE TABLE persons (personid int);");
        var written = new System.Collections.Concurrent.ConcurrentQueue<(string Path, bool Asks)>();
        _cloud.Instead = (what, context) =>
        {
            if (context.Request.Method == "PUT")
            {
                written.Enqueue((what, context.Request.Headers.ContainsKey("Expect")));
            }

            return Task.FromResult(false);
        };

        await RunAsync("migrate", "1");

        Assert.NotEmpty(written);
        Assert.DoesNotContain(written, put => put.Asks);
    }

    [Fact]
    public async Task That_fails_names_file_line_and_statement_and_keeps_what_was_applied()
    {
        await _cloud.PutAsync("users", "V3__good.sql", "CREATE TABLE persons (personid int);");
        await _cloud.PutAsync("users", "sub/V4__broken.sql", "SELECT 1;\n\nCREATE TABEL broken (id int);\n");

        var run = await RunAsync("migrate", "1");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["personid"], await ColumnsAsync());
        Assert.Equal(("failed", 1, "3"), (Text(run.Summary, "outcome"), (int)run.Summary["applied"]!, Text(run.Summary, "versionAfter")));
        Assert.Equal(("sub/V4__broken.sql", 3), (Text(run.Summary["error"]!, "file"), (int)run.Summary["error"]!["line"]!));
        Assert.Contains("Applied V3__good.sql", run.Output, StringComparison.Ordinal);
        Assert.Contains("sub/V4__broken.sql:3:8", run.Output, StringComparison.Ordinal);
        Assert.Contains("CREATE TABEL broken (id int)", run.Output, StringComparison.Ordinal);
        Assert.Contains("42601", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(_cloud.WorkDirectory, run.Everything + await LatestTextAsync(), StringComparison.Ordinal);
        Assert.Equal("Daybreak Run Failed", Text(Assert.Single(_cloud.Events), "DetailType"));
    }

    [Fact]
    public async Task Plans_without_applying()
    {
        await _cloud.PutAsync("users", "V1__a.sql", "CREATE TABLE persons (personid int);");

        var run = await RunAsync("plan", "1");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(await ColumnsAsync());
        Assert.Contains("Migrate would apply 1 migration:", run.Output, StringComparison.Ordinal);
        Assert.Equal("V1__a.sql", Text((await LatestAsync())["pending"]![0]!, "file"));
    }

    [Fact]
    public async Task Plans_that_migrate_would_refuse_a_changed_migration()
    {
        await _cloud.PutAsync("users", "V1__a.sql", "CREATE TABLE persons (personid int);");
        await RunAsync("migrate", "1");
        await _cloud.PutAsync("users", "V1__a.sql", "CREATE TABLE persons (personid bigint);");

        var run = await RunAsync("plan", "2");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Migrate would be refused:", run.Output, StringComparison.Ordinal);
        Assert.Contains("hecksum mismatch", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Informs_validates_repairs_and_baselines()
    {
        await _cloud.PutAsync("users", "V1__a.sql", "CREATE TABLE persons (personid int);");
        Assert.Contains("baselined schema with version: 1", (await RunAsync("baseline", "1")).Output, StringComparison.Ordinal);
        Assert.Contains("| Baseline", (await RunAsync("info", "2")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("validate", "3")).ExitCode);
        Assert.Contains("Repair found nothing to mend", (await RunAsync("repair", "4")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_covered_by_the_run_that_waits()
    {
        await _cloud.PutAsync("users", "V1__a.sql", "CREATE TABLE persons (personid int); SELECT pg_sleep(2);");
        var (first, second) = await RunAndWaitAsync();

        var third = await RunAsync("migrate", "third");

        Assert.Equal((0, "covered", "second"), (third.ExitCode, Text(third.Summary, "outcome"), Text(third.Summary, "coveredBy")));
        Assert.StartsWith("Covered by run second", third.Output, StringComparison.Ordinal);
        Assert.True((await first).ExitCode == 0, (await first).Everything);
        Assert.True((await second).ExitCode == 0, (await second).Everything);
        Assert.Contains(_cloud.Events, e => Text(e, "DetailType") == "Daybreak Run Covered");
    }

    [Fact]
    public async Task That_waits_goes_by_the_settings_of_those_whom_it_covers()
    {
        _cloud.Parameters["/daybreak/dev/Users"] = Settings(flyway: """{ "target": "1" }""");
        await _cloud.PutAsync("users", "V1__a.sql", "CREATE TABLE persons (personid int); SELECT pg_sleep(2);");
        await _cloud.PutAsync("users", "V2__b.sql", "ALTER TABLE persons ADD email text;");
        var (first, second) = await RunAndWaitAsync();
        _cloud.Parameters["/daybreak/dev/Users"] = Settings();

        var third = await RunAsync("migrate", "third");

        Assert.Equal("second", Text(third.Summary, "coveredBy"));
        Assert.Equal("1", Text((await first).Summary, "versionAfter"));
        Assert.Equal((0, "2"), ((await second).ExitCode, Text((await second).Summary, "versionAfter")));
    }

    [Fact]
    public async Task That_waits_is_not_led_to_another_database_by_its_settings()
    {
        await _cloud.PutAsync("users", "V1__a.sql", "SELECT pg_sleep(2);");
        var (first, second) = await RunAndWaitAsync();
        _cloud.Parameters["/daybreak/dev/Users"] = Settings().Replace(_database.Name, "postgres", StringComparison.Ordinal);

        Assert.Equal(0, (await first).ExitCode);
        Assert.Equal((2, "CONFIGURATION"), ((await second).ExitCode, Text((await second).Summary["error"]!, "code")));
        Assert.Contains("names another database, server or results bucket", (await second).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_fails_at_a_commit_records_what_it_had_applied()
    {
        await _cloud.PutAsync("users", "V1__a.sql", "CREATE TABLE persons (personid int PRIMARY KEY, boss int REFERENCES persons DEFERRABLE INITIALLY DEFERRED);");
        await _cloud.PutAsync("users", "V2__b.sql", "INSERT INTO persons VALUES (1, 2);");

        var run = await RunAsync("migrate", "1");

        Assert.Equal((1, "failed", 1, "1"), (run.ExitCode, Text(run.Summary, "outcome"), (int)run.Summary["applied"]!, Text(run.Summary, "versionAfter")));
        Assert.Equal(["V1__a.sql"], (await LatestAsync())["applied"]!.AsArray().Select(m => Text(m!, "file")));
    }

    [Fact]
    public async Task Reads_the_secret_again_and_then_the_pending_one_when_the_password_was_rotated()
    {
        _cloud.Secrets[$"{SecretArn} AWSCURRENT"] = Secret("outdated");
        _cloud.Secrets[$"{SecretArn} AWSPENDING"] = Secret(_password);

        var run = await RunAsync("info", "1");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["AWSCURRENT", "AWSCURRENT", "AWSPENDING"], _cloud.SecretsRead);
    }

    [Fact]
    public async Task Whose_login_is_refused_ends_with_3_and_no_password_anywhere()
    {
        _cloud.Secrets[$"{SecretArn} AWSCURRENT"] = Secret("the-wrong-password");

        var run = await RunAsync("migrate", "1");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains($"Compare the role's password with the secret '{SecretArn}'", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("the-wrong-password", run.Everything + await LatestTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_no_secret_behind_when_it_goes_well()
    {
        await _cloud.PutAsync("users", "V1__a.sql", "CREATE TABLE persons (personid int);");

        var run = await RunAsync("migrate", "1");

        var files = Directory.EnumerateFiles(_cloud.WorkDirectory, "*", SearchOption.AllDirectories).Select(File.ReadAllText);
        var events = _cloud.Events.Select(e => e.ToJsonString());
        var traces = string.Concat(files) + run.Everything + await LatestTextAsync() + string.Concat(events);
        Assert.DoesNotContain(_password, traces, StringComparison.Ordinal);
        Assert.Empty(await _database.QueryAsync(
            "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'daybreak %' AND datname = current_database()"));
    }

    [Fact]
    public async Task That_is_not_configured_ends_with_2_and_names_the_parameter()
    {
        _cloud.Parameters.Clear();

        var run = await RunAsync("migrate", "1");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("there is no SSM parameter '/daybreak/dev/Users'", run.Output, StringComparison.Ordinal);
        Assert.Equal("CONFIGURATION", Text(run.Summary["error"]!, "code"));
        Assert.Equal("Daybreak Run Failed", Text(Assert.Single(_cloud.Events), "DetailType"));
    }

    [Fact]
    public async Task Whose_flyway_settings_are_wrong_ends_with_2_before_anything_is_touched()
    {
        _cloud.Parameters["/daybreak/dev/Users"] = Settings(flyway: """{ "outOfOder": true, "target": "x" }""");

        var run = await RunAsync("migrate", "1");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(
            "Unknown setting 'outOfOder' ('flyway' in the SSM parameter /daybreak/dev/Users)", run.Output, StringComparison.Ordinal);
        Assert.Equal("failed", Text(await LatestAsync(), "outcome"));
    }

    [Fact]
    public async Task Whose_bucket_does_not_exist_ends_with_2()
    {
        _cloud.Parameters["/daybreak/dev/Users"] = Settings(bucket: "nobody");

        var run = await RunAsync("migrate", "1");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("The bucket 'nobody' does not exist.", run.Output, StringComparison.Ordinal);
        Assert.Equal("failed", Text(await LatestAsync(), "outcome"));
    }

    [Fact]
    public async Task Whose_record_cannot_be_written_is_done_nevertheless()
    {
        _cloud.Parameters["/daybreak/dev/Users"] = Settings(results: "nobody");
        await _cloud.PutAsync("users", "V1__a.sql", "CREATE TABLE persons (personid int);");

        var run = await RunAsync("migrate", "1");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("The run record could not be written to the results bucket 'nobody'", run.Error, StringComparison.Ordinal);
        Assert.Equal(["personid"], await ColumnsAsync());
    }

    private string Settings(string bucket = "users", string results = "results", string flyway = "{}") =>
        $$"""
        {
          "bucket": "{{bucket}}", "resultsBucket": "{{results}}", "host": "{{_database.Host}}", "port": "{{_database.Port}}",
          "databaseName": "{{_database.Name}}", "secretArn": "{{SecretArn}}", "sslMode": "prefer", "settleSeconds": 0, "flyway": {{flyway}}
        }
        """;

    private string Secret(string password) => new JsonObject { ["username"] = _role, ["password"] = password }.ToJsonString();

    private async Task<FinishedRun> RunAsync(string command, string runId)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await RunCommand.ExecuteAsync(
            ["run", command, "--database", "Users", "--run-id", runId],
            _cloud.Variable, output, TextWriter.Synchronized(error), TimeProvider.System, CancellationToken.None);
        var text = output.ToString().TrimEnd('\n');
        return new FinishedRun(exitCode, text, error.ToString(), JsonNode.Parse(text[(text.LastIndexOf('\n') + 1)..])!);
    }

    /// <summary>Starts a run, and one that waits for it.</summary>
    private async Task<(Task<FinishedRun> First, Task<FinishedRun> Second)> RunAndWaitAsync()
    {
        var first = RunAsync("migrate", "first");
        await UntilConnectedAsync("first");
        var second = RunAsync("migrate", "second");
        await UntilConnectedAsync("second");
        return (first, second);
    }

    private async Task UntilConnectedAsync(string runId)
    {
        var query = "SELECT 1 FROM pg_stat_activity JOIN pg_locks USING (pid) "
            + $"WHERE datname = current_database() AND application_name = 'daybreak {runId}' AND locktype = 'advisory'";
        while ((await _database.QueryAsync(query)).Count == 0)
        {
            await Task.Delay(10);
        }
    }

    private Task<IReadOnlyList<string?>> ColumnsAsync() => _database.QueryColumnAsync(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'persons' ORDER BY ordinal_position");

    private Task<string> LatestTextAsync() => _cloud.GetAsync("results", "Users/latest.json");

    private async Task<JsonNode> LatestAsync() => JsonNode.Parse(await LatestTextAsync())!;

    private static string? Text(JsonNode node, string name) => (string?)node[name];

    private sealed record FinishedRun(int ExitCode, string Output, string Error, JsonNode Summary)
    {
        public string Everything => Output + Error;
    }
}
