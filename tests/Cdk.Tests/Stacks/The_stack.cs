using System.Text.Json.Nodes;

namespace Daybreak.Cdk.Tests.Stacks;

[Collection("Synthesis")]
public class The_stack(Synthesis synthesis)
{
    public static TheoryData<string> Stages => ["dev", "uat", "prod"];

    [Theory]
    [MemberData(nameof(Stages))]
    public void Has_one_function_and_no_custom_resource(string stage)
    {
        var template = synthesis.OfStage(stage);

        Assert.Single(template.Of("AWS::Lambda::Function"));
        Assert.All(
            template.AllResources, resource => Assert.StartsWith("AWS::", (string?)resource.Value["Type"], StringComparison.Ordinal));
        Assert.Empty(template.Of("AWS::CloudFormation::CustomResource"));
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public void Has_no_circular_dependency(string stage)
    {
        var edges = synthesis.OfStage(stage).AllResources.ToDictionary(pair => pair.Key, pair => References(pair.Value).ToHashSet());
        var left = new HashSet<string>(edges.Keys);
        while (left.RemoveWhere(id => !edges[id].Overlaps(left)) > 0)
        {
            // Each round takes away what depends on nothing that is left.
        }

        Assert.Empty(left);
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public void Has_the_tag_of_the_stage_wherever_there_are_tags(string stage)
    {
        // These have no tags, but for the launch template, which has them inside.
        string[] elsewhere =
        [
            "AWS::EC2::LaunchTemplate", "AWS::EC2::SecurityGroupEgress", "AWS::EC2::SecurityGroupIngress",
            "AWS::EC2::SubnetRouteTableAssociation", "AWS::IAM::InstanceProfile",
            "AWS::Lambda::EventInvokeConfig", "AWS::Lambda::Permission", "AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy",
            "AWS::CloudWatch::Dashboard", "AWS::Logs::MetricFilter", "AWS::Logs::ResourcePolicy", "AWS::SNS::TopicPolicy",
            "AWS::Events::Rule", "AWS::SSM::Association",
        ];

        Assert.All(
            synthesis.OfStage(stage).AllResources.Where(pair => !elsewhere.Contains((string?)pair.Value["Type"])),
            pair => Assert.Contains("\"daybreak:stage\"", Text(pair.Value["Properties"]!["Tags"]), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public void Has_a_retention_for_every_log_group(string stage) =>
        Assert.All(
            synthesis.OfStage(stage).Of("AWS::Logs::LogGroup").Values,
            group => Assert.Equal(stage switch { "dev" => 7, "uat" => 30, _ => 365 }, (int)group["Properties"]!["RetentionInDays"]!));

    [Theory]
    [InlineData("dev", null)]
    [InlineData("uat", 5)]
    [InlineData("prod", 5)]
    public void Reserves_concurrency_by_stage(string stage, int? concurrency) =>
        Assert.Equal(concurrency, (int?)synthesis.OfStage(stage).Only("AWS::Lambda::Function")["ReservedConcurrentExecutions"]);

    [Fact]
    public void Says_what_a_person_needs_to_know()
    {
        var template = synthesis.OfStage("dev");

        Assert.Equal(
            ["BucketProducts", "BucketUsers", "ClusterEndpoint", "DeadLetterQueue", "DocumentName", "OutputLogGroup", "ResultsBucket"],
            template.Root["Outputs"]!.AsObject().Select(pair => pair.Key).Order());
        Assert.Equal("Daybreak-dev-Migrate", template.Output("DocumentName"));
        Assert.Equal("<Results/Bucket>", template.Output("ResultsBucket"));
        Assert.Equal("<Cluster/Cluster.Endpoint.Address>", template.Output("ClusterEndpoint"));
        Assert.Equal("<Trigger/DeadLetters/Resource>", template.Output("DeadLetterQueue"));
    }

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "none";

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(pair => pair.Key switch
        {
            "Ref" => [(string)pair.Value!],
            "Fn::GetAtt" => [(string)pair.Value![0]!],
            "DependsOn" when pair.Value is JsonArray ids => ids.Select(id => (string)id!),
            _ => References(pair.Value),
        }),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}
