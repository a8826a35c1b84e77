using System.Text.Json.Nodes;
using Amazon.S3.Model;
using Daybreak.EndToEnd.Tests.Processes;

namespace Daybreak.EndToEnd.Tests.Calls;

[Collection(LocalCloudCollection.Name)]
public sealed class A_run_record(LocalCloudFixture fixture)
{
    [Fact]
    public async Task Is_kept_of_what_succeeded_and_of_what_failed_and_the_newest_is_the_latest()
    {
        var database = await fixture.FreshDatabaseAsync();
        var succeeded = Assert.Single(await database.UploadAsync(("V1__first.sql", "CREATE TABLE first (id int);")));
        var afterSuccess = await LatestAsync(database);
        var failed = Assert.Single(await database.UploadAsync(("V2__second.sql", "CREATE TABEL second (id int);")));
        var afterFailure = await LatestAsync(database);

        Assert.Equal(("succeeded", 0), Outcome(afterSuccess));
        Assert.Equal(("failed", 1), Outcome(afterFailure));
        Assert.Equal("V1__first.sql", afterSuccess["applied"]![0]!["file"]!.ToString());
        var error = afterFailure["error"]!;
        Assert.Equal(("V2__second.sql", 1, "42601"), (error["file"]!.ToString(), error["line"]!.GetValue<int>(), error["sqlState"]!.ToString()));
        Assert.Contains("CREATE TABEL second", error["statement"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("event", afterFailure["requestedBy"]!.ToString());
        foreach (var (run, record) in new[] { (succeeded, afterSuccess), (failed, afterFailure) })
        {
            Assert.Equal(run.RunId, record["runId"]!.ToString());
            var location = run.Summary["record"]!.ToString();
            Assert.StartsWith($"s3://{database.ResultsBucket}/{database.ConfiguredName}/", location, StringComparison.Ordinal);
            var key = location[$"s3://{database.ResultsBucket}/".Length..];
            Assert.Equal(record.ToJsonString(), JsonNode.Parse(await database.ReadObjectAsync(database.ResultsBucket, key))!.ToJsonString());
        }
    }

    [Fact]
    public async Task Says_on_the_last_line_what_became_of_the_run()
    {
        var database = await fixture.FreshDatabaseAsync();

        var run = Assert.Single(await database.UploadAsync(("V1__first.sql", "CREATE TABLE first (id int);")));

        Assert.Equal(
            (run.RunId, database.ConfiguredName, "migrate", "succeeded", 1, null, "1"),
            (
                run.Summary["runId"]!.ToString(), run.Summary["database"]!.ToString(), run.Summary["command"]!.ToString(),
                run.Summary["outcome"]!.ToString(), run.Summary["applied"]!.GetValue<int>(), run.Summary["versionBefore"]?.ToString(),
                run.Summary["versionAfter"]!.ToString()));
        Assert.StartsWith("s3-", run.RunId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Holds_no_password_and_neither_does_anything_else()
    {
        var database = await fixture.FreshDatabaseAsync();
        var upload = await database.UploadAsync(
            ("V1__first.sql", "CREATE TABLE first (id int);"), ("V2__second.sql", "SELECT current_user, broken;"));
        var info = await database.CallAsync("info", "no-secret");
        var records = await database.Cloud.S3.ListObjectsV2Async(
            new ListObjectsV2Request { BucketName = database.ResultsBucket, Prefix = $"{database.ConfiguredName}/" });
        var texts = await Task.WhenAll(records.S3Objects.Select(record => database.ReadObjectAsync(database.ResultsBucket, record.Key)));

        Assert.True(records.S3Objects.Count >= 3, "Each run leaves a record.");
        Assert.All([.. upload, info], run => Assert.DoesNotContain(database.Password, run.All, StringComparison.Ordinal));
        Assert.All(texts, text => Assert.DoesNotContain(database.Password, text, StringComparison.Ordinal));
        var files = Directory.EnumerateFiles(database.Cloud.StateDirectory, "*", SearchOption.AllDirectories).Where(IsOurs).ToList();
        Assert.Contains(files, file => file.EndsWith("/localcloud.log", StringComparison.Ordinal));
        Assert.Contains(files, file => file.EndsWith("/events.jsonl", StringComparison.Ordinal));
        foreach (var file in files)
        {
            Assert.False((await File.ReadAllTextAsync(file)).Contains(database.Password, StringComparison.Ordinal), $"{file} holds the password.");
        }
    }

    // What PostgreSQL keeps is its own, and changes while it is read; the locks are empty, and held.
    private static bool IsOurs(string file) =>
        !file.Contains("/state/postgres/", StringComparison.Ordinal) && Path.GetFileName(file) is not ("lock" or "localcloud.lock");

    private static (string Outcome, int ExitCode) Outcome(JsonObject record) =>
        (record["outcome"]!.ToString(), record["exitCode"]!.GetValue<int>());

    private static async Task<JsonObject> LatestAsync(LocalDatabase database) =>
        JsonNode.Parse(await database.ReadObjectAsync(database.ResultsBucket, $"{database.ConfiguredName}/latest.json"))!.AsObject();
}
