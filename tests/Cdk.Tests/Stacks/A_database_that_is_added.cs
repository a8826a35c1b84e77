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

    // The trigger lists the databases; it is updated in place.
    [Theory]
    [MemberData(nameof(Lists))]
    public void Changes_no_resource_of_another(string stage, string databases)
    {
        var before = Resources(stage, Before);
        var after = Resources(stage, databases);

        Assert.Empty(before.Keys.Except(after.Keys));
        Assert.Equal(
            ["AWS::Lambda::Function"],
            before.Where(pair => !JsonNode.DeepEquals(pair.Value, after[pair.Key])).Select(pair => (string?)pair.Value["Type"]).Order());
        Assert.Equal(
            ["AWS::S3::Bucket", "AWS::S3::BucketPolicy", "AWS::SSM::Parameter"],
            after.Where(pair => !before.ContainsKey(pair.Key)).Select(pair => (string?)pair.Value["Type"]).Order());
    }

    [Fact]
    public void Changes_nothing_when_only_the_order_changes() =>
        Assert.Empty(Changed(Resources("prod", Before), Resources("prod", """["Users","Alpha"]""")));

    // What must not be replaced is what CloudFormation would replace: these properties are fixed at creation.
    [Theory]
    [MemberData(nameof(Lists))]
    public void Leaves_the_trigger_in_its_place(string stage, string databases)
    {
        var before = Resources(stage, Before);
        var after = Resources(stage, databases);

        foreach (var (id, resource) in before.Where(pair => (string?)pair.Value["Type"] == "AWS::Lambda::Function"))
        {
            Assert.Null(resource["Properties"]!["FunctionName"]);
            Assert.Equal(resource["Properties"]!["PackageType"]?.ToString(), after[id]["Properties"]!["PackageType"]?.ToString());
        }
    }

    // The limits of IAM for all policies inside of a role, of Lambda for the policy of a function, and of CloudFormation for a template.
    [Fact]
    public void Fills_no_policy_and_not_the_template_as_long_as_the_context_is_taken()
    {
        var names = string.Join(',', Enumerable.Range(100, 98).Select(number => $"\"Db{number}\""));
        var template = synthesis.Of($$"""{"databases":[{{names}}],"stage":"prod"}""");

        Assert.All(template.Of("AWS::IAM::Role"), role => Assert.InRange(role.Value["Properties"]!["Policies"]?.ToJsonString().Length ?? 0, 0, 10_240));
        Assert.InRange(template.Of("AWS::Lambda::Permission").Values.Sum(permission => permission.ToJsonString().Length), 1, 20_480);
        Assert.InRange(template.AllResources.Count(), 1, 500);
        Assert.InRange(template.Root["Outputs"]!.AsObject().Count, 1, 200);
        Assert.InRange(template.Root.ToJsonString().Length, 1, 1_000_000);
    }

    private static IEnumerable<string?> Changed(Dictionary<string, JsonObject> before, Dictionary<string, JsonObject> after) =>
        before.Where(pair => !JsonNode.DeepEquals(pair.Value, after[pair.Key])).Select(pair => (string?)pair.Value["Type"]);

    private Dictionary<string, JsonObject> Resources(string stage, string databases) =>
        synthesis.Of($$"""{"databases":{{databases}},"stage":"{{stage}}"}""").AllResources.ToDictionary();
}
