using System.Text.Json.Nodes;

namespace Daybreak.Cdk.Tests.Stacks;

[Collection("Synthesis")]
public class A_statement_with_a_wildcard(Synthesis synthesis)
{
    // Role and statement, and why it cannot name its resources.
    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["Trigger/Role/Resource ToHostsWithTheTag"] = "instances come and go; the condition on the tag says which",
        ["Trigger/Role/Resource Trace"] = "X-Ray knows no resources for these actions",
        ["Host/Role/Resource ReceiveCommands"] = "the message channels know no resources",
        ["Host/Role/Resource ReadMigrations"] = "the objects of the buckets that are named",
        ["Host/Role/Resource UnmarkOpenRuns"] = "the marks in the bucket that is named",
        ["Host/Role/Resource WriteRunRecords"] = "the objects of the bucket that is named",
    };

    [Theory]
    [InlineData("dev")]
    [InlineData("uat")]
    [InlineData("prod")]
    public void Has_a_reason(string stage) => Assert.Equal(Reasons.Keys.Order(), Statements(stage, "Resource").Order());

    [Theory]
    [InlineData("dev")]
    [InlineData("uat")]
    [InlineData("prod")]
    public void Never_is_one_of_actions(string stage) => Assert.Empty(Statements(stage, "Action"));

    [Fact]
    public void Does_not_hide_in_a_policy_of_its_own()
    {
        Assert.Empty(synthesis.OfStage("dev").Of("AWS::IAM::Policy"));
        Assert.Empty(synthesis.OfStage("dev").Of("AWS::IAM::ManagedPolicy"));
    }

    private IEnumerable<string> Statements(string stage, string member) =>
        from role in synthesis.OfStage(stage).Of("AWS::IAM::Role")
        from policy in role.Value["Properties"]!["Policies"]!.AsArray()
        from statement in policy!["PolicyDocument"]!["Statement"]!.AsArray()
        where statement![member]!.ToJsonString().Contains('*', StringComparison.Ordinal)
        select $"{role.Key} {(string?)statement["Sid"]}";
}
