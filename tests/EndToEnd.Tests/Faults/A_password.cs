using System.Text.Json.Nodes;
using Amazon.S3.Model;
using Daybreak.EndToEnd.Tests.Processes;

namespace Daybreak.EndToEnd.Tests.Faults;

[Collection(FaultsCollection.Name)]
public sealed class A_password(LocalCloudFixture fixture)
{
    private const string Wrong = "a-password-that-is-wrong";

    [Fact]
    public async Task Is_nowhere_but_in_its_secret_whatever_becomes_of_the_runs()
    {
        var database = await fixture.FreshDatabaseAsync();
        var processes = new List<string>();
        var files = new List<string>();
        var runs = new List<Run>();

        runs.AddRange(await database.AfterAsync(1, async () =>
        {
            await database.PutAsync("V1__first.sql", "CREATE TABLE first (id int);\nSELECT pg_sleep(2);");
            await database.UntilAsync("query LIKE '%pg_sleep(2)%'");
            processes.AddRange(ProcessTree.Below(database.Cloud.ProcessId).Append(database.Cloud.ProcessId)
                .Select(ProcessTree.ArgumentsAndEnvironment));
            files.AddRange(await FilesAsync(database));
        }));
        runs.AddRange(await database.UploadAsync(("V2__second.sql", "SELECT current_user, broken;")));
        runs.AddRange(await database.AfterAsync(1, () => LoseConnectionAsync(database)));
        runs.Add(await WrongLoginAsync(database));
        runs.Add(await database.CallAsync("info", "no-secret"));

        Assert.Equal([0, 1, 3, 3, 0], runs.Select(run => run.ExitCode));
        Assert.Contains(processes, process => process.Contains($"\nrun\nmigrate\n", StringComparison.Ordinal)
            && process.Contains("AWS_ACCESS_KEY_ID=", StringComparison.Ordinal));
        files.AddRange(await FilesAsync(database));
        var said = runs.Select(run => run.All).Concat(processes).Concat(files).Concat(await ServicesAsync(database)).ToList();
        Assert.All(said, text => Assert.False(
            text.Contains(database.Password, StringComparison.Ordinal) || text.Contains(Wrong, StringComparison.Ordinal), text));
    }

    private static async Task LoseConnectionAsync(LocalDatabase database)
    {
        await database.PutAsync("V2__second.sql", "SELECT pg_sleep(90);");
        await database.UntilAsync("query LIKE '%pg_sleep(90)%'");
        await database.ExecuteAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            + "WHERE pid <> pg_backend_pid() AND datname = current_database() AND query LIKE '%pg_sleep(90)%'");
    }

    private static async Task<Run> WrongLoginAsync(LocalDatabase database)
    {
        var right = "";
        var wrong = await database.Cloud.CallAsync("secretsmanager.CreateSecret", new JsonObject
        {
            ["Name"] = $"wrong-{database.ConfiguredName}",
            ["SecretString"] = new JsonObject { ["username"] = database.User, ["password"] = Wrong }.ToJsonString(),
        });
        await database.ConfigureAsync(settings =>
        {
            right = settings["secretArn"]!.ToString();
            settings["secretArn"] = wrong["ARN"]!.ToString();
        });
        var run = await database.CallAsync("migrate", "wrong-login");
        await database.ConfigureAsync(settings => settings["secretArn"] = right);
        return run;
    }

    /// <summary>LocalCloud's log, its events, the scripts of the commands, and the mirrors.</summary>
    private static async Task<IReadOnlyList<string>> FilesAsync(LocalDatabase database)
    {
        var texts = new List<string>();
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        foreach (var file in Directory.EnumerateFiles(database.Cloud.StateDirectory, "*", options).Where(IsOurs))
        {
            try
            {
                texts.Add($"{file}\n{await File.ReadAllTextAsync(file)}");
            }
            catch (IOException)
            {
                // A mirror goes with its run, and its lock is held as long.
            }
        }

        Assert.Contains(texts, text => text.Contains("/localcloud.log\n", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("/events.jsonl\n", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("/_script.sh\n", StringComparison.Ordinal));
        return texts;
    }

    // What PostgreSQL keeps is its own.
    private static bool IsOurs(string file) => !file.Contains("/state/postgres/", StringComparison.Ordinal);

    /// <summary>The run records, the commands and the settings, as the services show them.</summary>
    private static async Task<IReadOnlyList<string>> ServicesAsync(LocalDatabase database)
    {
        var objects = await database.Cloud.S3.ListObjectsV2Async(
            new ListObjectsV2Request { BucketName = database.ResultsBucket, Prefix = $"{database.ConfiguredName}/" });
        var texts = new List<string>(
            await Task.WhenAll(objects.S3Objects.Select(o => database.ReadObjectAsync(database.ResultsBucket, o.Key))));
        Assert.True(texts.Count >= 5, "Each run leaves a record.");
        foreach (var target in new[] { "AmazonSSM.ListCommands", "AmazonSSM.ListCommandInvocations" })
        {
            texts.Add((await database.Cloud.CallAsync(target, [])).ToJsonString());
        }

        var parameter = await database.Cloud.CallAsync(
            "AmazonSSM.GetParameter", new JsonObject { ["Name"] = $"/daybreak/dev/{database.ConfiguredName}" });
        return [.. texts, parameter.ToJsonString()];
    }
}
