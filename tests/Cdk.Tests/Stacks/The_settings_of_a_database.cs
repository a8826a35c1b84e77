using System.Text.Json.Nodes;

namespace Daybreak.Cdk.Tests.Stacks;

[Collection("Synthesis")]
public class The_settings_of_a_database(Synthesis synthesis)
{
    [Theory]
    [InlineData("Users", "users")]
    [InlineData("Products", "products")]
    public void Are_all_that_the_agent_needs(string database, string databaseName)
    {
        var parameter = synthesis.OfStage("prod").Of("AWS::SSM::Parameter")[$"Settings{database}"]["Properties"]!;

        Assert.Equal($"/daybreak/prod/{database}", (string?)parameter["Name"]);
        Assert.Equal("String", (string?)parameter["Type"]);
        Json.AssertEqual(
            $$"""
            {"bucket":"daybreak-prod-{{databaseName}}-f3b1c0de","resultsBucket":"<Results/Bucket>",
             "host":"<Cluster/Cluster.Endpoint.Address>","port":"<Cluster/Cluster.Endpoint.Port>","databaseName":"{{databaseName}}",
             "iamUser":"{{databaseName}}_migrator",
             "adminSecretArn":"<Cluster/Cluster.MasterUserSecret.SecretArn>","sslRootCertificate":"/opt/daybreak/rds-global-bundle.pem","settleSeconds":2}
            """,
            JsonNode.Parse((string)parameter["Value"]!));
    }

    [Fact]
    public void Are_those_of_a_fleet_where_the_context_names_many_databases()
    {
        var template = synthesis.Of("""{"databases":["Users",{"name":"Tenants","databases":"tenant_*"}],"stage":"prod"}""");

        var settings = JsonNode.Parse((string)template.Of("AWS::SSM::Parameter")["SettingsTenants"]["Properties"]!["Value"]!)!;

        Assert.Equal(("tenant_*", "tenants_migrator"), ((string?)settings["databases"], (string?)settings["iamUser"]));
        Assert.Null(settings["databaseName"]);
        Assert.Equal("daybreak-prod-tenants-f3b1c0de", (string?)settings["bucket"]);
    }

    // PutParameter refuses them; CloudFormation takes {{resolve:…}} for a reference of its own.
    [Fact]
    public void Have_no_two_braces_in_a_row_that_SSM_would_take_for_another_parameter()
    {
        var template = synthesis.Of("""{"databases":[{"name":"Users","flyway":{"placeholderPrefix":"{{","placeholderSuffix":"}}","placeholders":{"a":"{{{"}}}]}""");

        var value = (string)template.Only("AWS::SSM::Parameter")["Value"]!;

        Assert.DoesNotContain("{{", value, StringComparison.Ordinal);
        Json.AssertEqual("""{"placeholderPrefix":"{{","placeholderSuffix":"}}","placeholders":{"a":"{{{"}}""", JsonNode.Parse(value)!["flyway"]);
    }
}
