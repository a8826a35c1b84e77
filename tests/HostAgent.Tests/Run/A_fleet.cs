using System.Text.Json.Nodes;

namespace Daybreak.HostAgent.Tests.Run;

public sealed class A_fleet
{
    private const string CreateA = "CREATE TABLE a (id int);";
    private const string CreateB = "CREATE TABLE b (id int);";

    [Fact]
    public async Task With_a_broken_and_a_missing_database_finishes_all_others_and_is_resumed()
    {
        await using var fleet = await MigratedFleet.CreateAsync(20);
        await fleet.PutAsync("V1__a.sql", CreateA);
        Assert.Equal(0, (await fleet.RunAsync("1")).ExitCode);
        await fleet.ExecuteAsync("07", CreateB);
        fleet.Configure($"[\"{fleet.DatabaseName("*")}\", \"{fleet.DatabaseName("gone")}\"]", ", \"parallel\": 4");
        await fleet.PutAsync("V2__b.sql", CreateB);

        var run = await fleet.RunAsync("2");

        // 1 for the broken one and 3 for the one that cannot be reached: the smaller number is the worse.
        Assert.Equal((1, "failed"), (run.ExitCode, run.Outcome));
        Assert.Equal((21, 19, 19, 2), Counts(run.Summary["databases"]!));
        Assert.Equal([fleet.MemberName("07"), fleet.MemberName("gone")], run.Summary["failures"]!.AsArray().Select(f => (string?)f));
        Assert.Contains("2 of 21 databases failed", (string)run.Summary["error"]!["message"]!, StringComparison.Ordinal);
        Assert.InRange(run.Summary.ToJsonString().Length, 1, 999);
        Assert.Equal("1 true, 2 true", await fleet.HistoryAsync("20"));
        Assert.Equal("1 true", await fleet.HistoryAsync("07"));
        await IsRecordedAsync(fleet, run);

        await fleet.ExecuteAsync("07", "DROP TABLE b");
        await fleet.AddAsync("gone");
        var again = await fleet.RunAsync("3");

        Assert.Equal((0, "succeeded"), (again.ExitCode, again.Outcome));
        Assert.Equal((21, 21, 2, 0), Counts(again.Summary["databases"]!));
        Assert.Equal("1 true, 2 true", await fleet.HistoryAsync("07"));
        Assert.Equal("1 true, 2 true", await fleet.HistoryAsync("gone"));
    }

    [Fact]
    public async Task On_two_hosts_at_once_has_each_migration_applied_once()
    {
        await using var fleet = await MigratedFleet.CreateAsync(12);
        for (var version = 1; version <= 3; version++)
        {
            await fleet.PutAsync($"V{version}__t.sql", $"CREATE TABLE t{version} (id int); SELECT pg_sleep(0.05);");
        }

        using var one = fleet.Start("s3-both", "i-1");
        using var other = fleet.Start("s3-both", "i-2");
        var (said, alsoSaid) = (await one.StandardOutput.ReadToEndAsync(), await other.StandardOutput.ReadToEndAsync());
        await Task.WhenAll(one.WaitForExitAsync(), other.WaitForExitAsync());

        Assert.True((one.ExitCode, other.ExitCode) == (0, 0), said + alsoSaid);
        for (var i = 1; i <= 12; i++)
        {
            Assert.Equal("1 true, 2 true, 3 true", await fleet.HistoryAsync($"{i:00}"));
            // What one host has recorded the other one, which found nothing to do, leaves as it is.
            Assert.Equal(3, (await fleet.RecordAsync($"{i:00}", "s3-both"))["applied"]!.AsArray().Count);
        }

        var records = new[] { await fleet.FleetRecordAsync("s3-both"), await fleet.FleetRecordAsync("s3-both", "i-2") };
        Assert.Equal(36, records.Sum(record => (int)record["applied"]!));
        Assert.DoesNotContain("\"failed\": 1", string.Concat<JsonNode>(records), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_a_database_that_was_added_later()
    {
        await using var fleet = await MigratedFleet.CreateAsync(2);
        await fleet.PutAsync("V1__a.sql", CreateA);
        await fleet.RunAsync("1");
        await fleet.AddAsync("later, \"quoted\"/é");

        var run = await fleet.RunAsync("2");

        Assert.Equal((3, 3, 1, 0), Counts(run.Summary["databases"]!));
        Assert.Equal("1 true", await fleet.HistoryAsync("later, \"quoted\"/é"));
        Assert.Equal("succeeded", (string?)(await fleet.RecordAsync("later, \"quoted\"/é", "2"))["outcome"]);
    }

    [Fact]
    public async Task Whose_upload_is_delivered_again_is_not_run_again()
    {
        await using var fleet = await MigratedFleet.CreateAsync(2);
        await fleet.PutAsync("V1__a.sql", CreateA);
        await fleet.RunAsync("s3-1");

        var again = await fleet.RunAsync("s3-1");

        Assert.Equal((0, 2), (again.ExitCode, (int)again.Summary["applied"]!));
        Assert.Contains("has succeeded already", again.Output, StringComparison.Ordinal);
        Assert.Single(fleet.Cloud.Events);
    }

    [Fact]
    public async Task That_is_empty_ends_with_2_and_says_where_it_looked()
    {
        await using var fleet = await MigratedFleet.CreateAsync(0);

        var run = await fleet.RunAsync("1");

        Assert.Equal((2, "CONFIGURATION"), (run.ExitCode, (string?)run.Summary["error"]!["code"]));
        Assert.Contains("The fleet 'Tenants' has no database that matches '*'", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Nothing*", "No database of stage 'dev' matches 'Nothing*'")]
    [InlineData("Tenants/nothing*", "The fleet 'Tenants' has no database that matches 'nothing*'")]
    [InlineData("One/x", "'One' is one database and no fleet")]
    public async Task That_nothing_matches_ends_with_2(string selection, string message)
    {
        await using var fleet = await MigratedFleet.CreateAsync(1);
        fleet.ConfigureOne("One", "01");

        var run = await fleet.RunAsync("1", database: selection);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Output, StringComparison.Ordinal);
        Assert.Null(await fleet.HistoryAsync("01"));
    }

    [Theory]
    [InlineData("First,Second", 2)]
    [InlineData("*st", 1)]
    [InlineData("First,Tenants/*_02", 2)]
    [InlineData("First,Wrong", 1)]
    public async Task Is_also_a_list_or_a_pattern_of_configured_databases(string selection, int changed)
    {
        await using var fleet = await MigratedFleet.CreateAsync(2);
        fleet.ConfigureOne("First", "01");
        fleet.ConfigureOne("Second", "02");
        fleet.Cloud.Parameters["/daybreak/dev/Wrong"] = "{}";
        for (var i = 0; i < 20; i++)
        {
            fleet.Cloud.Parameters[$"/daybreak/dev/Other{i}"] = "{}";
        }

        await fleet.PutAsync("V1__a.sql", CreateA);

        var run = await fleet.RunAsync("1", database: selection);

        Assert.Equal(changed, (int)run.Summary["databases"]!["changed"]!);
        Assert.Equal(selection.Contains("Wrong", StringComparison.Ordinal) ? 2 : 0, run.ExitCode);
    }

    [Fact]
    public async Task Whose_server_is_down_waits_for_it_once_and_not_with_each_database()
    {
        await using var fleet = await MigratedFleet.CreateAsync(0);
        var names = string.Join(", ", Enumerable.Range(1, 12).Select(i => $"\"{i:00}\""));
        fleet.ConfigureWithoutServer($"[{names}]", """, "flyway": { "connectRetries": "2", "connectRetriesInterval": "1" }""");

        var run = await fleet.RunAsync("1", database: $"{MigratedFleet.Name}/*", more: ["--parallel", "2"]);

        Assert.Equal((3, "failed"), (run.ExitCode, run.Outcome));
        Assert.Equal(12, (int)run.Summary["databases"]!["failed"]!);
        // Two databases at a time: those two wait twice each, or once if the other one has given up, and whoever comes after them does not.
        Assert.InRange(run.Error.Split(" is not ready: ").Length - 1, 2, 4);
    }

    [Fact]
    public async Task That_is_to_fail_fast_begins_nothing_after_the_first_failure()
    {
        await using var fleet = await MigratedFleet.CreateAsync(4);
        await fleet.PutAsync("V1__a.sql", CreateA);
        await fleet.ExecuteAsync("02", CreateA);

        var run = await fleet.RunAsync("1", more: ["--parallel", "1", "--fail-fast"]);

        Assert.Equal(1, run.ExitCode);
        var members = (await fleet.FleetRecordAsync("1"))["members"]!.AsArray().Select(m => (string?)m!["outcome"]);
        Assert.Equal(["succeeded", "failed", "skipped", "skipped"], members);
    }

    [Fact]
    public async Task That_is_cancelled_ends_all_databases_and_is_recorded()
    {
        await using var fleet = await MigratedFleet.CreateAsync(3);
        await fleet.PutAsync("V1__a.sql", CreateA);
        await fleet.PutAsync("V2__b.sql", "SELECT pg_sleep(100);");
        using var cancellation = new CancellationTokenSource();
        var running = fleet.RunAsync("1", more: ["--parallel", "2"], cancellationToken: cancellation.Token);
        await fleet.UntilAsync(
            $"SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(100)%' AND datname LIKE '{fleet.DatabaseName("%")}' HAVING count(*) = 2");

        await cancellation.CancelAsync();
        var run = await running;

        Assert.Equal((1, "CANCELLED"), (run.ExitCode, (string?)run.Summary["error"]!["code"]));
        var outcomes = (await fleet.FleetRecordAsync("1"))["members"]!.AsArray().Select(m => (string?)m!["outcome"]);
        Assert.Equal(["failed", "failed", "skipped"], outcomes);
        Assert.Equal("1 true", await fleet.HistoryAsync("01"));
        Assert.Null(await fleet.HistoryAsync("03"));
    }

    [Fact]
    public async Task That_is_killed_has_its_open_records_closed_by_the_next_run()
    {
        await using var fleet = await MigratedFleet.CreateAsync(3);
        await fleet.PutAsync("V1__a.sql", CreateA);
        await fleet.PutAsync("V2__b.sql", "SELECT pg_sleep(100);");
        using (var process = fleet.Start("s3-killed", "i-1"))
        {
            await fleet.UntilAsync(
                $"SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(100)%' AND datname LIKE '{fleet.DatabaseName("%")}' HAVING count(*) = 3");
            process.Kill();
            await process.WaitForExitAsync();
        }

        await fleet.EndSessionsOfKilledAsync("s3-killed");
        await fleet.PutAsync("V2__b.sql", CreateB);
        var next = await fleet.RunAsync("2");

        Assert.Equal((0, 3), (next.ExitCode, (int)next.Summary["applied"]!));
        foreach (var ending in new[] { "01", "02", "03" })
        {
            var killed = await fleet.RecordAsync(ending, "s3-killed");
            Assert.Equal(("crashed", "1"), ((string?)killed["outcome"], (string?)killed["versionAfter"]));
        }
    }

    [Fact]
    public async Task Whose_manifest_is_not_fulfilled_is_one_failure_and_touches_no_database()
    {
        await using var fleet = await MigratedFleet.CreateAsync(3);
        await fleet.PutAsync("V1__a.sql", CreateA);
        await fleet.PutAsync(
            "daybreak-manifest.json",
            """{"manifestVersion":1,"createdAt":"2026-01-01T00:00:00Z","files":[{"key":"V2__b.sql","size":1,"sha256":"00"}]}""");

        var run = await fleet.RunAsync("1");

        Assert.True((run.ExitCode, run.Outcome) == (5, "incomplete"), run.Output + run.Error);
        Assert.Equal("INCOMPLETE", (string?)run.Summary["error"]!["code"]);
        Assert.Single(fleet.Cloud.Events);
        Assert.DoesNotContain(await fleet.Cloud.KeysAsync("results"), key => key.StartsWith("Tenants/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Asked_for_three_times_runs_once_waits_once_and_covers_the_third()
    {
        await using var fleet = await MigratedFleet.CreateAsync(2);
        await fleet.PutAsync("V1__a.sql", "SELECT pg_sleep(3);");
        var first = fleet.RunAsync("first");
        await fleet.UntilAsync($"SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(3)%' AND datname LIKE '{fleet.DatabaseName("%")}'");
        await fleet.PutAsync("V2__b.sql", CreateB);
        var second = fleet.RunAsync("second");
        await fleet.UntilAsync(
            "SELECT 1 FROM pg_stat_activity JOIN pg_locks USING (pid) WHERE application_name = 'daybreak second' AND locktype = 'advisory'");

        await fleet.AddAsync("03");
        var third = await fleet.RunAsync("third");

        Assert.Equal((0, "covered", "second"), (third.ExitCode, third.Outcome, (string?)third.Summary["coveredBy"]));
        Assert.Equal((0, 2), ((await first).ExitCode, (int)(await first).Summary["applied"]!));
        // Also in the database that the third was to find.
        Assert.Equal((0, 4), ((await second).ExitCode, (int)(await second).Summary["applied"]!));
        Assert.Equal("1 true, 2 true", await fleet.HistoryAsync("03"));
    }

    [Fact]
    public async Task Of_plan_and_info_changes_nothing()
    {
        await using var fleet = await MigratedFleet.CreateAsync(2);
        await fleet.PutAsync("V1__a.sql", CreateA);

        var plan = await fleet.RunAsync("1", "plan");
        var info = await fleet.RunAsync("2", "info");

        Assert.Equal((0, 0), (plan.ExitCode, info.ExitCode));
        Assert.Equal((2, 2, 0, 0), Counts(plan.Summary["databases"]!));
        Assert.Single((await fleet.RecordAsync("01", "1"))["pending"]!.AsArray());
        Assert.Null(await fleet.HistoryAsync("01"));
    }

    private static async Task IsRecordedAsync(MigratedFleet fleet, RunAnswer run)
    {
        var record = await fleet.FleetRecordAsync("2");
        var members = record["members"]!.AsArray();
        Assert.Equal(21, members.Count);
        Assert.Equal(members.Select(m => (string?)m!["database"]).Order(StringComparer.Ordinal), members.Select(m => (string?)m!["database"]));
        Assert.Equal((4, "i-1", "manual"), ((int)record["parallel"]!, (string?)record["host"], (string?)record["requestedBy"]));
        Assert.EndsWith("/2/i-1.json", (string?)run.Summary["record"], StringComparison.Ordinal);
        var page = await fleet.PageAsync("2");
        Assert.Contains("19 succeeded (19 changed, 19 migrations applied)", page, StringComparison.Ordinal);
        Assert.True(
            page.IndexOf(fleet.MemberName("07"), StringComparison.Ordinal) < page.IndexOf(fleet.MemberName("01"), StringComparison.Ordinal),
            "What failed comes first.");
        var broken = await fleet.RecordAsync("07", "2");
        Assert.Equal(("failed", "42P07"), ((string?)broken["outcome"], (string?)broken["error"]!["sqlState"]));
        Assert.Equal("V2__b.sql", (string?)broken["error"]!["file"]);
        Assert.Equal("DB_CONNECTION", (string?)(await fleet.RecordAsync("gone", "2"))["error"]!["code"]);
        // One event per run, of the fleet.
        Assert.Equal(2, fleet.Cloud.Events.Count);
        var detail = JsonNode.Parse((string)fleet.Cloud.Events.Last()["Detail"]!)!;
        Assert.Equal(("Tenants", 2), ((string?)detail["database"], (int)detail["databases"]!["failed"]!));
    }

    private static (int All, int Succeeded, int Changed, int Failed) Counts(JsonNode counts) =>
        ((int)counts["all"]!, (int)counts["succeeded"]!, (int)counts["changed"]!, (int)counts["failed"]!);
}
