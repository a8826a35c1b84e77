using System.Globalization;
using System.Text.Json.Nodes;
using Daybreak.EndToEnd.Tests.Processes;
using Daybreak.MigrationEngine.History;
using Npgsql;

namespace Daybreak.EndToEnd.Tests.Faults;

[Collection(FaultsCollection.Name)]
public sealed class A_lock_that_somebody_else_holds(LocalCloudFixture fixture)
{
    private static readonly string _flywaysKey = LockKey.For("public", "flyway_schema_history").ToString(CultureInfo.InvariantCulture);

    [Fact]
    public async Task Is_waited_for()
    {
        var database = await fixture.FreshDatabaseAsync();
        await using var other = await database.ConnectAsync();
        await ExecuteAsync(other, $"SELECT pg_advisory_lock({_flywaysKey})");

        var run = Assert.Single(await database.AfterAsync(1, async () =>
        {
            await database.PutAsync("V1__first.sql", "CREATE TABLE first (id int);");
            // The run has tried in vain, and tries again each second.
            await database.UntilAsync($"application_name LIKE 'daybreak s3-%' AND query LIKE '%pg_try_advisory_lock%' AND state = 'idle'");
            Assert.Empty(await database.TablesAsync());
            await ExecuteAsync(other, $"SELECT pg_advisory_unlock({_flywaysKey})");
        }));

        Assert.True(run is { Status: "Success", ExitCode: 0 }, run.All);
        Assert.Equal(["first"], await database.TablesAsync());
    }

    [Fact]
    public async Task For_longer_than_the_retries_ends_the_run_with_4_and_the_next_one_goes_on()
    {
        var database = await fixture.FreshDatabaseAsync();
        await database.ConfigureAsync(settings => settings["flyway"] = new JsonObject { ["lockRetryCount"] = 1 });
        await using var other = await database.ConnectAsync();
        await ExecuteAsync(other, $"SELECT pg_advisory_lock({_flywaysKey})");

        var run = Assert.Single(await database.UploadAsync(("V1__first.sql", "CREATE TABLE first (id int);")));
        await ExecuteAsync(other, $"SELECT pg_advisory_unlock({_flywaysKey})");
        var next = await database.CallAsync("migrate", "unlocked");

        Assert.True(run is { Status: "Failed", ExitCode: 4 }, run.All);
        Assert.Contains("'lockRetryCount' (now 1)", run.Answer, StringComparison.Ordinal);
        Assert.True(next is { Status: "Success", ExitCode: 0 }, next.All);
        Assert.Equal(["first"], await database.TablesAsync());
    }

    [Fact]
    public async Task On_a_table_ends_the_run_when_lock_timeout_is_over_and_leaves_nothing_half_done()
    {
        var database = await fixture.FreshDatabaseAsync();
        await database.ConfigureAsync(settings => settings["flyway"] = new JsonObject { ["initSql"] = "SET lock_timeout = '250ms'" });
        await database.UploadAsync(("V1__first.sql", "CREATE TABLE first (id int);"));
        await using var other = await database.ConnectAsync();
        await ExecuteAsync(other, "BEGIN; LOCK TABLE first IN ACCESS EXCLUSIVE MODE");

        var run = Assert.Single(await database.UploadAsync(
            ("V2__second.sql", "CREATE TABLE second (id int);\nALTER TABLE first ADD name text;")));
        await ExecuteAsync(other, "ROLLBACK");
        var tables = await database.TablesAsync();
        var next = await database.CallAsync("migrate", "unlocked");

        Assert.True(run is { Status: "Failed", ExitCode: 1 }, run.All);
        var error = (await database.FindRecordAsync(run.RunId))!["error"]!;
        Assert.Equal(
            ("55P03", "V2__second.sql", 2), (error["sqlState"]!.ToString(), error["file"]!.ToString(), error["line"]!.GetValue<int>()));
        Assert.Equal(["first"], tables);
        Assert.True(next is { Status: "Success", ExitCode: 0 }, next.All);
        Assert.Equal(["first", "second"], await database.TablesAsync());
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        foreach (var statement in sql.Split("; "))
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
