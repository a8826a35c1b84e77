using System.Text.Json.Nodes;
using Daybreak.LocalCloud.Tests.Hosting;
using Npgsql;

namespace Daybreak.LocalCloud.Tests.SecretsManager;

[Collection(SharedLocalCloud.Name)]
public class A_secret(LocalCloudFixture cloud)
{
    [Fact]
    public async Task Of_the_stack_opens_the_local_database()
    {
        var parameter = await cloud.AskAsync("AmazonSSM.GetParameter", """{"Name":"/daybreak/dev/Users"}""");
        var settings = JsonNode.Parse(parameter["Parameter"]!["Value"]!.ToString())!;
        var answer = await cloud.AskAsync("secretsmanager.GetSecretValue", $$"""{"SecretId":"{{settings["secretArn"]}}"}""");
        var secret = JsonNode.Parse(answer["SecretString"]!.ToString())!;

        await using var connection = new NpgsqlConnection(
            $"Host={settings["host"]};Port={settings["port"]};Database={settings["databaseName"]};"
            + $"Username={secret["username"]};Password={secret["password"]};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("CREATE TEMP TABLE mine (a int); SELECT current_user::text", connection);

        Assert.Equal("daybreak", await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Keeps_its_versions_by_stage_through_a_rotation()
    {
        await cloud.AskAsync("secretsmanager.CreateSecret", """{"Name":"rotated","SecretString":"old"}""");
        var pending = await cloud.AskAsync(
            "secretsmanager.PutSecretValue", """{"SecretId":"rotated","SecretString":"new","VersionStages":["AWSPENDING"]}""");
        Assert.Equal(["old", "new"], [await ValueAsync("AWSCURRENT"), await ValueAsync("AWSPENDING")]);

        var old = (await cloud.AskAsync("secretsmanager.GetSecretValue", """{"SecretId":"rotated"}"""))["VersionId"];
        await cloud.AskAsync("secretsmanager.UpdateSecretVersionStage", $$"""
            {"SecretId":"rotated","VersionStage":"AWSCURRENT","MoveToVersionId":"{{pending["VersionId"]}}","RemoveFromVersionId":"{{old}}"}
            """);

        Assert.Equal(["new", "old"], [await ValueAsync("AWSCURRENT"), await ValueAsync("AWSPREVIOUS")]);
    }

    [Theory]
    [InlineData("GetSecretValue", """{"SecretId":"nobodys"}""", "ResourceNotFoundException")]
    [InlineData("GetSecretValue", """{"SecretId":"refused","VersionStage":"AWSPENDING"}""", "ResourceNotFoundException")]
    [InlineData("CreateSecret", """{"Name":"refused","SecretString":"again"}""", "ResourceExistsException")]
    [InlineData("UpdateSecretVersionStage", """{"SecretId":"refused","VersionStage":"AWSCURRENT","MoveToVersionId":"x"}""",
        "InvalidParameterException")]
    [InlineData("RotateSecret", """{"SecretId":"refused"}""", "UnknownOperationException")]
    public async Task Is_refused_in_the_services_own_words(string action, string body, string expected)
    {
        await cloud.CallAsync("secretsmanager.CreateSecret", """{"Name":"refused","SecretString":"s"}""");

        var (status, error, _) = await cloud.CallAsync($"secretsmanager.{action}", body);

        Assert.Equal((400, expected), (status, error));
    }

    private async Task<string> ValueAsync(string stage) => (await cloud.AskAsync(
        "secretsmanager.GetSecretValue", $$"""{"SecretId":"rotated","VersionStage":"{{stage}}"}"""))["SecretString"]!.ToString();
}
