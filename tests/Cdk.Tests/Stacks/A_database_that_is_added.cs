using System.Text.Json.Nodes;

namespace Daybreak.Cdk.Tests.Stacks;

[Collection("Synthesis")]
public class A_database_that_is_added(Synthesis synthesis)
{
    private const string Before = """["Alpha","Users"]""";

    public static TheoryData<string, string> Lists => new()
    {
        { "dev", """["Added","Alpha","Users"]""" },
        { "dev", """["Alpha","Middle","Users"]""" },
        { "dev", """["Alpha","Users","Zebra"]""" },
        { "prod", """["Alpha",{"name":"Middle","databaseName":"other","flyway":{"schemas":"a"}},"Users"]""" },
    };

    // The trigger and the host's role list the databases; both are updated in place.
    [Theory]
    [MemberData(nameof(Lists))]
    public void Changes_no_resource_of_another(string stage, string databases)
    {
        var before = Resources(stage, Before);
        var after = Resources(stage, databases);

        Assert.Empty(before.Keys.Except(after.Keys));
        Assert.Equal(
            ["AWS::IAM::Role", "AWS::Lambda::Function"],
            before.Where(pair => !JsonNode.DeepEquals(pair.Value, after[pair.Key])).Select(pair => (string?)pair.Value["Type"]).Order());
        Assert.Equal(
            ["AWS::Lambda::Permission", "AWS::S3::Bucket", "AWS::S3::BucketPolicy", "AWS::SSM::Parameter"],
            after.Where(pair => !before.ContainsKey(pair.Key)).Select(pair => (string?)pair.Value["Type"]).Order());
    }

    [Fact]
    public void Only_moves_in_lists_when_the_order_changes() =>
        Assert.All(
            Changed(Resources("prod", Before), Resources("prod", """["Users","Alpha"]""")),
            type => Assert.Equal("AWS::IAM::Role", type));

    // What must not be replaced is what CloudFormation would replace: these properties are fixed at creation.
    [Theory]
    [MemberData(nameof(Lists))]
    public void Leaves_the_trigger_and_the_role_in_their_place(string stage, string databases)
    {
        var before = Resources(stage, Before);
        var after = Resources(stage, databases);

        foreach (var (id, resource) in before.Where(pair => (string?)pair.Value["Type"] is "AWS::IAM::Role" or "AWS::Lambda::Function"))
        {
            Assert.Null(resource["Properties"]!["RoleName"] ?? resource["Properties"]!["FunctionName"] ?? resource["Properties"]!["Path"]);
            Assert.Equal(resource["Properties"]!["PackageType"]?.ToString(), after[id]["Properties"]!["PackageType"]?.ToString());
        }
    }

    private static IEnumerable<string?> Changed(Dictionary<string, JsonObject> before, Dictionary<string, JsonObject> after) =>
        before.Where(pair => !JsonNode.DeepEquals(pair.Value, after[pair.Key])).Select(pair => (string?)pair.Value["Type"]);

    private Dictionary<string, JsonObject> Resources(string stage, string databases) =>
        synthesis.Of($$"""{"databases":{{databases}},"stage":"{{stage}}"}""").AllResources.ToDictionary();
}
