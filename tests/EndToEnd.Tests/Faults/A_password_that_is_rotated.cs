using System.Text.Json.Nodes;
using Daybreak.EndToEnd.Tests.Processes;

namespace Daybreak.EndToEnd.Tests.Faults;

/// <summary>The four steps of Secrets Manager's rotation, with a run in each of them.</summary>
[Collection(FaultsCollection.Name)]
public sealed class A_password_that_is_rotated(LocalCloudFixture fixture)
{
    private const string Refused = "refused the login";

    [Fact]
    public async Task Lets_runs_in_whatever_step_the_rotation_is_at()
    {
        var (database, role, secret) = await RotatedAsync();
        var first = await UploadAsync(database, 1);

        // createSecret: the new password is only in the secret.
        var pending = await PutAsync(secret, role, "the-new-one", "AWSPENDING");
        var created = await UploadAsync(database, 2);

        // setSecret: the server knows the new password and no longer the current one.
        await database.ExecuteAsync($"ALTER ROLE {role} PASSWORD 'the-new-one'");
        var set = await UploadAsync(database, 3);

        // testSecret: somebody logs in with the pending one.
        await using (await database.ConnectAsync(role, "the-new-one"))
        {
        }

        var tested = await UploadAsync(database, 4);

        // finishSecret: the pending one becomes the current one.
        var current = await database.Cloud.CallAsync("secretsmanager.GetSecretValue", new JsonObject { ["SecretId"] = secret });
        await database.Cloud.CallAsync("secretsmanager.UpdateSecretVersionStage", new JsonObject
        {
            ["SecretId"] = secret,
            ["VersionStage"] = "AWSCURRENT",
            ["RemoveFromVersionId"] = current["VersionId"]!.ToString(),
            ["MoveToVersionId"] = pending,
        });
        var finished = await UploadAsync(database, 5);

        Assert.All([first, created, finished], run => Assert.DoesNotContain(Refused, run.Error, StringComparison.Ordinal));
        Assert.All([set, tested], run => Assert.Contains(Refused, run.Error, StringComparison.Ordinal));
        Assert.All([first, created, set, tested, finished], run => Assert.DoesNotMatch("the-(old|new)-one", run.All));
        Assert.Equal(["t1", "t2", "t3", "t4", "t5"], await database.TablesAsync());
    }

    [Fact]
    public async Task To_something_that_no_version_of_the_secret_knows_ends_the_run_with_the_remedy()
    {
        var (database, role, secret) = await RotatedAsync();
        await PutAsync(secret, role, "not-set-yet", "AWSPENDING");
        await database.ExecuteAsync($"ALTER ROLE {role} PASSWORD 'set-by-hand'");

        var run = Assert.Single(await database.UploadAsync(("V1__t1.sql", "CREATE TABLE t1 (id int);")));

        Assert.True(run is { Status: "Failed", ExitCode: 3 }, run.All);
        Assert.Contains(
            $"Compare the role's password with the secret '{secret}', or rotate the secret.", run.Answer, StringComparison.Ordinal);
        var record = (await database.FindRecordAsync(run.RunId))!.ToJsonString();
        Assert.All(
            new[] { "the-old-one", "not-set-yet", "set-by-hand" },
            password => Assert.DoesNotContain(password, run.All + record, StringComparison.Ordinal));
        await database.ExecuteAsync($"ALTER ROLE {role} PASSWORD 'the-old-one'");
        Assert.Equal("Success", (await database.CallAsync("migrate", "set-back")).Status);
    }

    // The secret of the stack is the cluster's, which all databases share: this one has a role and a secret of its own.
    private async Task<(LocalDatabase Database, string Role, string Secret)> RotatedAsync()
    {
        var database = await fixture.FreshDatabaseAsync();
        var role = $"rotated_{database.DatabaseName}";
        await database.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD 'the-old-one'");
        await database.ExecuteAsync($"GRANT CREATE, USAGE ON SCHEMA public TO {role}");
        var secret = await database.Cloud.CallAsync("secretsmanager.CreateSecret", new JsonObject
        {
            ["Name"] = role,
            ["SecretString"] = Secret(role, "the-old-one"),
        });
        var arn = secret["ARN"]!.ToString();
        await database.ConfigureAsync(settings => settings["secretArn"] = arn);
        return (database, role, arn);
    }

    private static async Task<Run> UploadAsync(LocalDatabase database, int version)
    {
        var run = Assert.Single(await database.UploadAsync(($"V{version}__t{version}.sql", $"CREATE TABLE t{version} (id int);")));
        Assert.True(run is { Status: "Success", ExitCode: 0 }, run.All);
        Assert.Equal(1, run.Summary["applied"]!.GetValue<int>());
        return run;
    }

    private async Task<string> PutAsync(string secret, string role, string password, string stage) =>
        (await fixture.Cloud.CallAsync("secretsmanager.PutSecretValue", new JsonObject
        {
            ["SecretId"] = secret,
            ["SecretString"] = Secret(role, password),
            ["VersionStages"] = new JsonArray(stage),
        }))["VersionId"]!.ToString();

    private static string Secret(string role, string password) =>
        new JsonObject { ["username"] = role, ["password"] = password }.ToJsonString();
}
