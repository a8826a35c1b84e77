using System.Text.Json.Nodes;
using Daybreak.EndToEnd.Tests.Processes;

namespace Daybreak.EndToEnd.Tests.Calls;

[Collection(LocalCloudCollection.Name)]
public sealed class A_call_by_hand(LocalCloudFixture fixture)
{
    [Fact]
    public async Task Of_info_shows_the_table_and_changes_nothing()
    {
        var database = await fixture.FreshDatabaseAsync();
        await database.UploadAsync(("V1__first.sql", "CREATE TABLE first (id int);"));

        var run = await database.CallAsync("info", "manual-1");

        Assert.True(run is { Status: "Success", ExitCode: 0 }, run.All);
        Assert.Contains("Schema version: 1", run.Answer, StringComparison.Ordinal);
        Assert.Contains("| Category  | Version | Description | Type |", run.Answer, StringComparison.Ordinal);
        Assert.Matches(@"\| Versioned \| 1 +\| first +\| SQL +\| .* \| Success +\|", run.Answer);
        Assert.Equal("info", run.Summary["command"]!.ToString());
        Assert.Single(await database.HistoryAsync());
    }

    [Fact]
    public async Task Of_plan_lists_what_migrate_then_applies()
    {
        var database = await fixture.FreshDatabaseAsync();
        await database.ConfigureAsync(settings => settings["flyway"] = new JsonObject { ["target"] = "1" });
        await database.UploadAsync(
            ("V1__first.sql", "CREATE TABLE first (id int);"), ("V2__second.sql", "CREATE TABLE second (id int);"));
        await database.ConfigureAsync(settings => settings.Remove("flyway"));

        var plan = await database.CallAsync("plan", "manual-plan");
        var tables = await database.TablesAsync();
        var migrate = await database.CallAsync("migrate", "manual-migrate");

        Assert.True(plan is { Status: "Success", ExitCode: 0 }, plan.All);
        Assert.Contains("Migrate would apply 1 migration:", plan.Answer, StringComparison.Ordinal);
        Assert.Matches(@"\| Versioned \| 2 +\| second +\| SQL +\| .* \| Pending +\|", plan.Answer);
        Assert.Equal(["first"], tables);
        Assert.True(migrate is { Status: "Success", ExitCode: 0 }, migrate.All);
        Assert.Equal(1, migrate.Summary["applied"]!.GetValue<int>());
        Assert.Equal(["first", "second"], await database.TablesAsync());
    }

    [Fact]
    public async Task Of_repair_accepts_a_changed_file_that_validate_refuses()
    {
        var database = await fixture.FreshDatabaseAsync();
        await database.UploadAsync(("V1__first.sql", "CREATE TABLE first (id int);"));
        await database.UploadAsync(("V1__first.sql", "CREATE TABLE first (id int); -- the first one"));

        var refused = await database.CallAsync("validate", "manual-validate-1");
        var repair = await database.CallAsync("repair", "manual-repair");
        var accepted = await database.CallAsync("validate", "manual-validate-2");

        Assert.True(refused is { Status: "Failed", ExitCode: 1 }, refused.All);
        Assert.Contains("checksum mismatch", refused.Answer, StringComparison.Ordinal);
        Assert.True(repair is { Status: "Success", ExitCode: 0 }, repair.All);
        Assert.True(accepted is { Status: "Success", ExitCode: 0 }, accepted.All);
        Assert.Contains("Successfully validated 1 migration", accepted.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_baseline_marks_a_database_that_was_there_before()
    {
        var database = await fixture.FreshDatabaseAsync();
        await database.QueryAsync("CREATE TABLE old (id int)");

        var baseline = await database.CallAsync("baseline", "manual-baseline");
        var upload = Assert.Single(await database.UploadAsync(("V2__next.sql", "ALTER TABLE old ADD name text;")));

        Assert.True(baseline is { Status: "Success", ExitCode: 0 }, baseline.All);
        Assert.True(upload.Status == "Success", upload.All);
        Assert.Equal(
            ["1|1|<< Flyway Baseline >>|BASELINE|<< Flyway Baseline >>|t", "2|2|next|SQL|V2__next.sql|t"], await database.HistoryAsync());
    }

    [Fact]
    public async Task Needs_to_name_no_host_where_there_is_only_one()
    {
        var database = await fixture.FreshDatabaseAsync();
        var request = new JsonObject
        {
            ["DocumentName"] = "Daybreak-dev-Migrate",
            ["Parameters"] = LocalDatabase.Parameters(database.ConfiguredName, "info", "no-host"),
        };

        var run = Assert.Single(await database.AfterAsync(1, () => database.Cloud.CallAsync("AmazonSSM.SendCommand", request)));

        Assert.True(run is { Status: "Success", RunId: "no-host" }, run.All);
    }

    [Theory]
    [InlineData("Users'; touch /tmp/daybreak-hostile; '", "info", "r1")]
    [InlineData("$(touch /tmp/daybreak-hostile)", "info", "r1")]
    [InlineData("Users\ntouch /tmp/daybreak-hostile", "info", "r1")]
    [InlineData("Users\n", "info", "r1")]
    [InlineData("../Users", "info", "r1")]
    [InlineData("", "info", "r1")]
    [InlineData("Users", "clean", "r1")]
    [InlineData("Users", "info; id", "r1")]
    [InlineData("Users", "INFO", "r1")]
    [InlineData("Users", "info", "-r1")]
    [InlineData("Users", "info", "r1' --database 'Products")]
    [InlineData("Users", "info", "`touch /tmp/daybreak-hostile`")]
    [InlineData("Users", "info", "../../etc/passwd")]
    [InlineData("Users", "info", "{{ Database }}")]
    public async Task With_hostile_parameters_is_refused_and_nothing_runs(string database, string command, string runId)
    {
        var request = new JsonObject
        {
            ["DocumentName"] = "Daybreak-dev-Migrate",
            ["Targets"] = new JsonArray(new JsonObject { ["Key"] = "tag:daybreak:host", ["Values"] = new JsonArray("dev") }),
            ["Parameters"] = LocalDatabase.Parameters(database, command, runId),
        };
        var before = await CountAsync();

        var (status, answer) = await fixture.Cloud.AskAsync("AmazonSSM.SendCommand", request);

        Assert.Equal((400, "InvalidParameters"), (status, answer["__type"]!.ToString()));
        Assert.Equal(before, await CountAsync());
        Assert.False(File.Exists("/tmp/daybreak-hostile"));
    }

    // Each command has a folder of its own as soon as it runs.
    private async Task<(int Commands, int Folders)> CountAsync()
    {
        var commands = await fixture.Cloud.CallAsync("AmazonSSM.ListCommands", new JsonObject { ["MaxResults"] = 1000 });
        var folder = Path.Combine(fixture.Cloud.StateDirectory, "commands");
        return (commands["Commands"]!.AsArray().Count, Directory.Exists(folder) ? Directory.GetDirectories(folder).Length : 0);
    }
}
