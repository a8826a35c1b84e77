using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Daybreak.EndToEnd.Tests.Processes;

namespace Daybreak.EndToEnd.Tests.Faults;

[Collection(FaultsCollection.Name)]
public sealed class A_bucket_that_changes(LocalCloudFixture fixture)
{
    private const string First = "CREATE TABLE first (id int);";
    private const string Second = "CREATE TABLE second (id int);";

    [Fact]
    public async Task Between_listing_and_download_is_run_as_it_was_listed()
    {
        var database = await fixture.FreshDatabaseAsync();
        await using var faults = await OrderedFaults.OrderAsync(fixture.Cloud, new JsonObject
        {
            ["service"] = "S3",
            ["operation"] = "GET",
            ["path"] = $"/{database.Bucket}/V1__first.sql",
            ["delayMilliseconds"] = 3000,
            ["times"] = 1,
        });

        var runs = await database.AfterAsync(2, async () =>
        {
            await database.PutAsync("V1__first.sql", First);
            await Waiting.ForAsync(faults.HitsAsync, hits => hits == 1, hits => $"{hits} downloads");
            await database.PutAsync("V1__first.sql", "CREATE TABLE replaced (id int);");
        });

        Assert.True(runs[0] is { Status: "Success", ExitCode: 0 }, runs[0].All);
        Assert.Equal(["first"], await database.TablesAsync());
        var record = (await database.FindRecordAsync(runs[0].RunId))!;
        Assert.Equal(Sha256(First), record["snapshot"]!["objects"]![0]!["sha256"]!.ToString());
        // The replacement is a change of an applied file.
        Assert.True(runs[1] is { Status: "Failed", ExitCode: 1 }, runs[1].All);
        Assert.Contains("was changed after it was applied", runs[1].Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_V2_to_V1_applies_both_when_they_come_within_the_settle_time_and_refuses_V1_later()
    {
        var database = await fixture.FreshDatabaseAsync();
        await database.ConfigureAsync(settings => settings["settleSeconds"] = 5);

        var runs = await database.UploadAsync(("V2__second.sql", Second), ("V1__first.sql", First));
        await database.ConfigureAsync(settings => settings["settleSeconds"] = 0);
        var late = Assert.Single(await database.UploadAsync(("V1.5__late.sql", "CREATE TABLE late (id int);")));

        Assert.All(runs, run => Assert.True(run.Status == "Success", run.All));
        Assert.Equal(["1|1|first|SQL|V1__first.sql|t", "2|2|second|SQL|V2__second.sql|t"], await database.HistoryAsync());
        Assert.True(late is { Status: "Failed", ExitCode: 1 }, late.All);
        Assert.Contains("older than the schema's version", late.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_losing_an_applied_file_is_refused_until_it_is_back()
    {
        var database = await fixture.FreshDatabaseAsync();
        await database.UploadAsync(("V1__first.sql", First));
        await database.UploadAsync(("V2__second.sql", Second));
        await database.Cloud.S3.DeleteObjectAsync(database.Bucket, "V1__first.sql");

        var refused = await database.CallAsync("migrate", "deleted");
        var restored = Assert.Single(await database.UploadAsync(("V1__first.sql", First)));

        Assert.True(refused is { Status: "Failed", ExitCode: 1 }, refused.All);
        Assert.Contains("'V1__first.sql' is applied, and its file is not in the bucket", refused.Answer, StringComparison.Ordinal);
        Assert.True(restored.Status == "Success", restored.All);
    }

    [Fact]
    public async Task By_a_manifest_that_comes_before_its_files_runs_nothing_until_all_of_them_are_there()
    {
        var database = await fixture.FreshDatabaseAsync();
        var manifest = new JsonObject
        {
            ["manifestVersion"] = 1,
            ["createdAt"] = "2026-01-01T00:00:00Z",
            ["files"] = new JsonArray(File("V1__first.sql", First), File("V2__second.sql", Second)),
        };

        var alone = Assert.Single(await database.UploadAsync(("daybreak-manifest.json", manifest.ToJsonString())));
        var half = Assert.Single(await database.UploadAsync(("V2__second.sql", Second)));
        var tables = await database.TablesAsync();
        var whole = Assert.Single(await database.UploadAsync(("V1__first.sql", First)));

        Assert.All([alone, half], run => Assert.True(run is { Status: "Failed", ExitCode: 5 }, run.All));
        Assert.Contains("- 'V1__first.sql' is missing\n- 'V2__second.sql' is missing\n", alone.Answer, StringComparison.Ordinal);
        Assert.Equal("incomplete", half.Summary["outcome"]!.ToString());
        Assert.DoesNotContain("V2__second.sql' is missing", half.Answer, StringComparison.Ordinal);
        Assert.Empty(tables);
        Assert.True(whole is { Status: "Success", ExitCode: 0 }, whole.All);
        Assert.Equal(["1|1|first|SQL|V1__first.sql|t", "2|2|second|SQL|V2__second.sql|t"], await database.HistoryAsync());
    }

    private static JsonObject File(string key, string content) => new()
    {
        ["key"] = key,
        ["size"] = Encoding.UTF8.GetByteCount(content),
        ["sha256"] = Sha256(content),
    };

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
