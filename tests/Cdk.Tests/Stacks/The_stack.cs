using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Daybreak.Cdk.Tests.Stacks;

[Collection("Synthesis")]
public partial class The_stack(Synthesis synthesis)
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
    [MemberData(nameof(Variants.Names), MemberType = typeof(Variants))]
    public void Has_no_circular_dependency(string variant)
    {
        var edges = synthesis.OfVariant(variant).AllResources.ToDictionary(pair => pair.Key, pair => References(pair.Value).ToHashSet());
        var left = new HashSet<string>(edges.Keys);
        while (left.RemoveWhere(id => !edges[id].Overlaps(left)) > 0)
        {
            // Each round takes away what depends on nothing that is left.
        }

        Assert.Empty(left);
    }

    [Theory]
    [MemberData(nameof(Variants.Names), MemberType = typeof(Variants))]
    public void Has_the_tag_of_the_stage_wherever_there_are_tags(string variant)
    {
        // These have no tags.
        string[] elsewhere =
        [
            "AWS::EC2::Route", "AWS::EC2::VPCGatewayAttachment", "AWS::SNS::Subscription", "AWS::DevOpsGuru::ResourceCollection",
            "AWS::EC2::SecurityGroupEgress", "AWS::EC2::SecurityGroupIngress",
            "AWS::EC2::SubnetRouteTableAssociation", "AWS::IAM::InstanceProfile",
            "AWS::Lambda::EventInvokeConfig", "AWS::Lambda::Permission", "AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy",
            "AWS::CloudWatch::Dashboard", "AWS::Logs::MetricFilter", "AWS::Logs::ResourcePolicy", "AWS::SNS::TopicPolicy",
            "AWS::Events::Rule", "AWS::SSM::Association",
        ];

        Assert.All(
            synthesis.OfVariant(variant).AllResources.Where(pair => !elsewhere.Contains((string?)pair.Value["Type"])),
            pair => Assert.Contains(
                "\"daybreak:stage\"",
                Text(pair.Value["Properties"]!["Tags"] ?? pair.Value["Properties"]!["TagSpecifications"]),
                StringComparison.Ordinal));
    }

    [Fact]
    public void Tags_the_disks_of_its_hosts() =>
        Json.AssertEqual(
            """[{"ResourceType":"volume","Tags":[{"Key":"daybreak:stage","Value":"dev"}]}]""",
            synthesis.OfStage("dev").Only("AWS::EC2::LaunchTemplate")["LaunchTemplateData"]!["TagSpecifications"]);

    // Each has its reason where it is given; CloudFormation chooses all others.
    [Fact]
    public void Gives_few_names_of_its_own()
    {
        var named =
            from resource in synthesis.OfVariant("everything").AllResources.Concat(synthesis.OfStage("prod").AllResources)
            let type = ((string)resource.Value["Type"]!).Split("::")[^1]
            from property in resource.Value["Properties"]!.AsObject()
            where property.Value is not JsonObject { Count: 1 } reference || !reference.ContainsKey("Ref")
            let name = property.Key
            where name is "Name" or "DBClusterIdentifier" or "DBInstanceIdentifier" or "ConfigurationName" || name == $"{type}Name"
                || name is "AutoScalingGroupName" or "GroupName" or "PolicyName"
            select $"{type}.{name}";

        Assert.Equal(
            [
                "Association.AssociationName", "Bucket.BucketName", "DBCluster.DBClusterIdentifier", "Document.Name", "LogGroup.LogGroupName", "Parameter.Name",
                "ResourcePolicy.PolicyName", "SlackChannelConfiguration.ConfigurationName",
            ],
            named.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    [InlineData("nat")]
    public void Is_the_same_in_every_partition_region_and_account(string variant)
    {
        var text = synthesis.OfVariant(variant).Root["Resources"]!.ToJsonString();

        Assert.DoesNotContain("arn:aws", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("[0-9]{12}|[a-z]{2}-[a-z]+-[0-9]", Digest().Replace(text, ""));
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
            [
                "BucketProducts", "BucketUsers", "ClusterEndpoint", "ClusterIdentifier", "DeadLetterQueue", "DocumentName", "HostGroup",
                "OutputLogGroup", "ResultsBucket",
            ],
            template.Root["Outputs"]!.AsObject().Select(pair => pair.Key).Order());
        Assert.Equal("Daybreak-dev-Migrate", template.Output("DocumentName"));
        Assert.Equal("<Results/Bucket>", template.Output("ResultsBucket"));
        Assert.Equal("<Cluster/Cluster.Endpoint.Address>", template.Output("ClusterEndpoint"));
        Assert.Equal("<Trigger/DeadLetters/Resource>", template.Output("DeadLetterQueue"));
        Assert.Equal("<Cluster/Cluster>", template.Output("ClusterIdentifier"));
        Assert.Equal("<Host/Group>", template.Output("HostGroup"));
    }

    [GeneratedRegex(@"\$\{(\w+)")]
    private static partial Regex Substituted();

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Digest();

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "none";

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(pair => pair.Key switch
        {
            "Ref" => [(string)pair.Value!],
            "Fn::GetAtt" => [(string)pair.Value![0]!],
            "DependsOn" => pair.Value is JsonArray ids ? ids.Select(id => (string)id!) : [(string)pair.Value!],
            "Fn::Sub" => Substituted().Matches(pair.Value!.ToString()).Select(match => match.Groups[1].Value).Concat(References(pair.Value)),
            _ => References(pair.Value),
        }),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}
