using System.Text.Json.Nodes;

namespace Daybreak.Cdk.Tests.Stacks;

[Collection("Synthesis")]
public class A_setting_that_changes(Synthesis synthesis)
{
    private const string Slack = "\"slack\":{\"workspaceId\":\"T0123456789\",\"channelId\":\"C0123456789\"}";

    // What CloudFormation would replace, and could not: the new one meets the name, the addresses or the guests of the old one.
    private static readonly Dictionary<string, string[]> Fixed = new()
    {
        ["AWS::EC2::VPC"] = ["CidrBlock"],
        ["AWS::EC2::Subnet"] = ["AvailabilityZone", "CidrBlock", "VpcId"],
        ["AWS::EC2::SecurityGroup"] = ["GroupDescription", "GroupName", "VpcId"],
        ["AWS::RDS::DBCluster"] = ["AvailabilityZones", "DBClusterIdentifier", "DBSubnetGroupName", "DatabaseName", "EngineMode", "KmsKeyId", "StorageEncrypted"],
        ["AWS::RDS::DBSubnetGroup"] = ["DBSubnetGroupName"],
        ["AWS::S3::Bucket"] = ["BucketName"],
        ["AWS::SSM::Document"] = ["Name", "DocumentType"],
        ["AWS::SSM::Parameter"] = ["Name"],
    };

    public static TheoryData<string, string> Changes => new()
    {
        { "", "\"network\":\"nat\"" },
        { "\"databaseLogin\":\"iam\"", "\"databaseLogin\":\"secret\"" },
        { "", "\"emails\":[\"a@example.com\"]" },
        { "", Slack },
        { "", "\"devOpsGuru\":true" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Replaces_nothing_that_cannot_be_replaced_either_way(string one, string other)
    {
        var (before, after) = (Of(one), Of(other));
        var both = before.Where(pair => Fixed.ContainsKey((string)pair.Value["Type"]!) && after.ContainsKey(pair.Key)).ToList();

        Assert.Contains(both, pair => (string?)pair.Value["Type"] == "AWS::EC2::Subnet");
        Assert.All(both, pair => Assert.All(
            Fixed[(string)pair.Value["Type"]!],
            property => Assert.True(
                JsonNode.DeepEquals(pair.Value["Properties"]?[property], after[pair.Key]["Properties"]?[property]), $"{pair.Key}.{property} changes")));
    }

    // A subscription is its address: SNS gives an address that is subscribed already its old subscription, which goes with its old place.
    [Fact]
    public void Leaves_every_other_address_its_subscription()
    {
        var before = Of("\"emails\":[\"a@example.com\",\"b@example.com\",\"c@example.com\"]");
        var after = Of("\"emails\":[\"b@example.com\",\"c@example.com\",\"d@example.com\"]");

        Assert.Equal(2, after.Count(pair => IsSubscription(pair.Value) && JsonNode.DeepEquals(before.GetValueOrDefault(pair.Key), pair.Value)));
        Assert.All(
            before.Where(pair => IsSubscription(pair.Value) && after.ContainsKey(pair.Key)),
            pair => Assert.True(JsonNode.DeepEquals(pair.Value, after[pair.Key])));
    }

    [Fact]
    public void Gives_another_workspace_a_configuration_with_another_name() =>
        Assert.NotEqual(Configuration(Slack), Configuration(Slack.Replace("T0123456789", "T9876543210", StringComparison.Ordinal)));

    private static bool IsSubscription(JsonObject resource) => (string?)resource["Type"] == "AWS::SNS::Subscription";

    private string? Configuration(string setting) =>
        (string?)Of(setting).Values.Single(resource => (string?)resource["Type"] == "AWS::Chatbot::SlackChannelConfiguration")["Properties"]!["ConfigurationName"];

    private Dictionary<string, JsonObject> Of(string setting) =>
        synthesis.Of($$"""{"databases":["Users"],"stage":"uat"{{(setting.Length == 0 ? "" : ",")}}{{setting}}}""").AllResources.ToDictionary();
}
