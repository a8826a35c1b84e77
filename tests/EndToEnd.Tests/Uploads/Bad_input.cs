using Daybreak.EndToEnd.Tests.Processes;

namespace Daybreak.EndToEnd.Tests.Uploads;

[Collection(LocalCloudCollection.Name)]
public sealed class Bad_input(LocalCloudFixture fixture)
{
    private const string Good = "CREATE TABLE kept (id int);\nINSERT INTO kept VALUES (1);\n";

    [Fact]
    public async Task Is_a_file_that_is_not_UTF8()
    {
        var database = await DatabaseAsync();

        var run = Assert.Single(await database.AfterAsync(
            1, () => database.PutAsync("V2__latin.sql", [.. "INSERT INTO kept VALUES (2); -- "u8, 0xE9, (byte)'\n'])));

        await FailedWithoutLossAsync(database, run, 1, "V2__latin.sql", "UTF-8");
    }

    [Fact]
    public async Task Is_two_files_of_one_version()
    {
        var database = await DatabaseAsync();
        await database.UploadAsync(("V2__one.sql", "SELECT 1;"));
        await database.UploadAsync(("sub/V2__another.sql", "SELECT 2;"));

        var run = await database.CallAsync("migrate", "two-of-one");

        Assert.True(run is { Status: "Failed", ExitCode: 1 }, run.All);
        Assert.Contains("V2__one.sql", run.Answer, StringComparison.Ordinal);
        Assert.Contains("sub/V2__another.sql", run.Answer, StringComparison.Ordinal);
        Assert.Contains("Found more than one migration with version 2", run.Answer, StringComparison.Ordinal);
        Assert.Equal(["1|1|good|SQL|V1__good.sql|t", "2|2|one|SQL|V2__one.sql|t"], await database.HistoryAsync());
    }

    [Fact]
    public async Task Is_a_changed_file_that_was_applied()
    {
        var database = await DatabaseAsync();

        var run = Assert.Single(await database.UploadAsync(("V1__good.sql", "CREATE TABLE kept (id bigint);")));

        await FailedWithoutLossAsync(database, run, 1, "Migration checksum mismatch: ", "V1__good.sql", "was changed after it was applied", "repair");
    }

    [Fact]
    public async Task Is_a_database_that_is_not_configured()
    {
        var database = await fixture.FreshDatabaseAsync();
        var nobodys = await LocalDatabase.OpenAsync(database.Cloud, database.ConfiguredName, "Nobodys");

        var run = await nobodys.CallAsync("migrate", "not-configured");

        Assert.True(run is { Status: "Failed", ExitCode: 2 }, run.All);
        Assert.Contains("The database 'Nobodys' is not configured in stage 'dev'", run.Answer, StringComparison.Ordinal);
        Assert.Equal("CONFIGURATION", run.Summary["error"]!["code"]!.ToString());
    }

    [Fact]
    public async Task Is_a_bucket_that_does_not_exist()
    {
        var database = await DatabaseAsync();
        await database.ConfigureAsync(settings => settings["bucket"] = "nobodys-bucket");

        var run = await database.CallAsync("migrate", "no-bucket");

        await FailedWithoutLossAsync(database, run, 2, "nobodys-bucket", "does not exist");
    }

    [Fact]
    public async Task Is_a_server_that_is_down()
    {
        var database = await DatabaseAsync();
        var port = database.Port;
        await database.ConfigureAsync(settings =>
        {
            // The discard port: nobody listens there, and nobody will.
            settings["port"] = 9;
            settings["flyway"] = new System.Text.Json.Nodes.JsonObject { ["connectRetries"] = 1 };
        });

        var run = await database.CallAsync("migrate", "server-down");

        await database.ConfigureAsync(settings => settings["port"] = port);
        await FailedWithoutLossAsync(database, run, 3, "127.0.0.1:9", "could not be reached");
        Assert.Single(run.Error.Split('\n'), line => line.Contains("is not ready", StringComparison.Ordinal));
    }

    private async Task<LocalDatabase> DatabaseAsync()
    {
        var database = await fixture.FreshDatabaseAsync();
        var run = Assert.Single(await database.UploadAsync(("V1__good.sql", Good)));
        Assert.True(run.Status == "Success", run.All);
        return database;
    }

    private static async Task FailedWithoutLossAsync(LocalDatabase database, Run run, int exitCode, params string[] said)
    {
        Assert.True(run.Status == "Failed" && run.ExitCode == exitCode, run.All);
        Assert.All(said, text => Assert.Contains(text, run.Answer, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", run.All, StringComparison.Ordinal);
        Assert.Equal("failed", run.Summary["outcome"]!.ToString());
        Assert.Equal(["1|1|good|SQL|V1__good.sql|t"], await database.HistoryAsync());
        Assert.Equal(["1"], await database.QueryAsync("SELECT id FROM kept"));
    }
}
