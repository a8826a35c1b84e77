using System.Globalization;
using System.Text.Json.Nodes;
using Daybreak.EndToEnd.Tests.Processes;
using Npgsql;

namespace Daybreak.EndToEnd.Tests.Fleets;

[Collection(LocalCloudCollection.Name)]
public sealed class A_fleet_of_databases(LocalCloudFixture fixture)
{
    private const int Members = 20;

    [Fact]
    public async Task Is_migrated_by_one_upload_and_a_part_of_it_by_hand()
    {
        var fleet = await fixture.FreshDatabaseAsync();
        for (var i = 1; i <= Members; i++)
        {
            await fleet.QueryAsync($"CREATE DATABASE tenant_{i:00}");
        }

        await fleet.QueryAsync("CREATE DATABASE other");
        await fleet.ConfigureAsync(settings =>
        {
            settings.Remove("databaseName");
            settings["databases"] = "tenant_*";
        });

        var upload = Assert.Single(await fleet.UploadAsync(("V1__first.sql", "CREATE TABLE first (id int);")));

        Assert.True(upload is { Status: "Success", ExitCode: 0 }, upload.All);
        Assert.Equal(fleet.ConfiguredName, upload.Summary["database"]!.ToString());
        Assert.Equal((Members, Members), (Count(upload, "all"), Count(upload, "changed")));
        for (var i = 1; i <= Members; i++)
        {
            Assert.Equal("V1__first.sql", await ScriptsAsync(fleet, $"tenant_{i:00}"));
        }

        Assert.Equal("none", await ScriptsAsync(fleet, "other"));
        await HasRecordsAsync(fleet, upload);

        // The asterisk reaches the agent as it is, whatever files the shell could take it for.
        var part = await fleet.CallAsync("migrate", "fleet-part", $"{fleet.ConfiguredName}/tenant_0*");
        var nothing = await fleet.CallAsync("migrate", "fleet-nothing", $"{fleet.ConfiguredName}/nobody*");

        Assert.True(part is { Status: "Success", ExitCode: 0 }, part.All);
        Assert.Equal((9, 9, 0), (Count(part, "all"), Count(part, "succeeded"), Count(part, "changed")));
        Assert.True(nothing is { Status: "Failed", ExitCode: 2 }, nothing.All);
        Assert.Contains("has no database that matches 'nobody*'", nothing.Answer, StringComparison.Ordinal);
    }

    private static int Count(Run run, string which) => run.Summary["databases"]![which]!.GetValue<int>();

    private static async Task HasRecordsAsync(LocalDatabase fleet, Run run)
    {
        var key = run.Summary["record"]!.ToString()[$"s3://{fleet.ResultsBucket}/".Length..];
        var record = JsonNode.Parse(await fleet.ReadObjectAsync(fleet.ResultsBucket, key))!;
        Assert.Equal(Members, record["members"]!.AsArray().Count);
        Assert.Contains("tenant_07", await fleet.ReadObjectAsync(fleet.ResultsBucket, Path.ChangeExtension(key, ".html")), StringComparison.Ordinal);
        var member = record["members"]![6]!;
        Assert.Equal($"{fleet.ConfiguredName}/tenant_07", member["database"]!.ToString());
        var own = JsonNode.Parse(await fleet.ReadObjectAsync(fleet.ResultsBucket, $"{member["database"]}/latest.json"))!;
        Assert.Equal((run.RunId, "succeeded"), (own["runId"]!.ToString(), own["outcome"]!.ToString()));
    }

    private static async Task<string?> ScriptsAsync(LocalDatabase fleet, string databaseName)
    {
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = fleet.Host,
            Port = int.Parse(fleet.Port, CultureInfo.InvariantCulture),
            Database = databaseName,
            Username = fleet.User,
            Password = fleet.Password,
            Pooling = false,
        };
        await using var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync();
        await using var exists = new NpgsqlCommand("SELECT to_regclass('flyway_schema_history') IS NOT NULL", connection);
        if (await exists.ExecuteScalarAsync() is not true)
        {
            return "none";
        }

        await using var command = new NpgsqlCommand(
            "SELECT string_agg(script, ' ' ORDER BY installed_rank) FROM flyway_schema_history WHERE success", connection);
        return await command.ExecuteScalarAsync() as string;
    }
}
