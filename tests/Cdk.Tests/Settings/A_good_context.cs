using System.Text.Json.Nodes;
using Daybreak.Cdk.Settings;

namespace Daybreak.Cdk.Tests.Settings;

public class A_good_context
{
    [Fact]
    public void Has_defaults_for_all_but_the_databases()
    {
        var settings = ContextReader.Read("""{"databases":["Users","Products"]}""");

        Assert.Equal(["Users", "Products"], settings.Databases.Select(database => database.Name));
        Assert.Equal("dev", settings.Stage.Name);
        Assert.Equal(NetworkKind.Isolated, settings.Network);
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("uat")]
    [InlineData("prod")]
    public void Names_the_stage(string stage) =>
        Assert.Equal(stage, ContextReader.Read($$"""{"databases":["Users"],"stage":"{{stage}}"}""").Stage.Name);

    [Fact]
    public void Names_the_network() =>
        Assert.Equal(NetworkKind.Nat, ContextReader.Read("""{"databases":["Users"],"network":"nat"}""").Network);

    [Fact]
    public void Takes_databases_from_the_command_line() =>
        Assert.Equal(["Users", "Products"], ContextReader.Read("""{"databases":"Users, Products"}""").Databases.Select(database => database.Name));

    [Fact]
    public void Keeps_what_the_cdk_command_line_puts_there() =>
        Assert.NotEmpty(ContextReader.Read(
            """
            {"databases":["A"],"cli-telemetry":false,"acknowledged-issue-numbers":[1],"aws:cdk:enable-path-metadata":true,
             "@aws-cdk/core:x":true,"availability-zones:account=1:region=x":["a"]}
            """).Databases.ToArray());

    [Fact]
    public void May_use_the_longest_name_that_a_bucket_can_have() =>
        Assert.Single(ContextReader.Read($$"""{"databases":["{{new string('a', 41)}}"],"stage":"dev"}""").Databases.ToArray());

    [Fact]
    public void May_have_one_database_twice_with_two_histories() =>
        Assert.Equal(2, ContextReader.Read(
            """
            {"databases":[{"name":"A","databaseName":"s","flyway":{"schemas":"a"}},{"name":"B","databaseName":"s","flyway":{"schemas":["b","c"]}}]}
            """).Databases.Length);

    [Fact]
    public void May_set_what_the_agent_reads() =>
        Assert.Equal(
            [".sql", "7"],
            ContextReader.Read(
                """
                {"databases":[{"name":"A","flyway":{"sqlMigrationSuffixes":[".sql",7],"outOfOrder":true,"lockRetryCount":9,
                                                    "placeholders":{"a":{"b":"c"}}}}]}
                """).Databases[0].MigrationSuffixes);

    [Fact]
    public void May_have_as_many_databases_as_the_trigger_can_know() =>
        Assert.Equal(100, ContextReader.Read(
            $$"""{"databases":"{{string.Join(',', Enumerable.Range(100, 100).Select(number => $"Db{number}"))}}"}""").Databases.Length);

    [Fact]
    public void Is_what_cdk_json_holds()
    {
        var cdk = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "cdk.json")))!;

        Assert.Equal(["Users", "Products"], ContextReader.Read(cdk["context"]!.ToJsonString()).Databases.Select(database => database.Name));
    }
}
