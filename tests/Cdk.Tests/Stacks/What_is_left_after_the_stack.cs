using System.Text.Json.Nodes;

namespace Daybreak.Cdk.Tests.Stacks;

[Collection("Synthesis")]
public class What_is_left_after_the_stack(Synthesis synthesis)
{
    private static readonly string[] Buckets =
        ["Access/Logs/Bucket", "Migrations/Products/Bucket", "Migrations/Users/Bucket", "Results/Bucket"];

    // A bucket that stays keeps its policy.
    private static readonly string[] BucketPolicies = [.. Buckets.Select(bucket => bucket.Replace("/Bucket", "/Policy", StringComparison.Ordinal))];

    [Fact]
    public void In_dev_is_nothing() => Assert.Empty(KeptIn("dev"));

    [Fact]
    public void In_uat_is_the_buckets_and_a_snapshot() => Assert.Equal(
        new[] { "Snapshot Cluster/Cluster" }.Concat(Buckets.Concat(BucketPolicies).Select(place => $"Retain {place}")).Order(StringComparer.Ordinal),
        KeptIn("uat"));

    [Fact]
    public void In_prod_is_the_buckets_and_the_cluster_with_all_it_stands_on() => Assert.Equal(
        new[]
            {
                "Cluster/Cluster", "Cluster/Instance1", "Cluster/Instance2", "Cluster/Logs/Resource", "Cluster/Parameters", "Cluster/Subnets",
                "Network/DatabaseGroup/Resource", "Network/Vpc/DatabaseSubnet1/Subnet", "Network/Vpc/DatabaseSubnet2/Subnet",
                "Network/Vpc/Resource",
            }
            .Concat(Buckets).Concat(BucketPolicies).Select(place => $"Retain {place}").Order(StringComparer.Ordinal),
        KeptIn("prod"));

    // CloudFormation cannot delete what a retained resource refers to; the roles and functions of its rules may go.
    [Fact]
    public void In_prod_needs_nothing_that_goes()
    {
        var template = synthesis.OfStage("prod");
        var kept = template.AllResources.Where(pair => (string?)pair.Value["DeletionPolicy"] == "Retain").ToDictionary();

        Assert.Empty(kept.Where(pair => (string?)pair.Value["Type"] is not ("AWS::S3::Bucket" or "AWS::S3::BucketPolicy"))
            .SelectMany(pair => References(pair.Value["Properties"])).Where(id => template.Root["Resources"]![id] is not null).Except(kept.Keys));
    }

    [Theory]
    [MemberData(nameof(Variants.Names), MemberType = typeof(Variants))]
    public void Is_left_also_when_a_resource_is_replaced(string variant) =>
        Assert.All(
            synthesis.OfVariant(variant).AllResources.Where(pair => pair.Value["DeletionPolicy"] is not null),
            pair => Assert.Equal((string?)pair.Value["DeletionPolicy"], (string?)pair.Value["UpdateReplacePolicy"]));

    // These keep what they hold where nobody says otherwise.
    [Theory]
    [MemberData(nameof(Variants.Names), MemberType = typeof(Variants))]
    public void Is_never_left_to_a_default(string variant) =>
        Assert.All(
            synthesis.OfVariant(variant).AllResources.Where(
                pair => (string?)pair.Value["Type"] is "AWS::S3::Bucket" or "AWS::RDS::DBCluster" or "AWS::Logs::LogGroup" or "AWS::KMS::Key"),
            pair => Assert.NotNull(pair.Value["DeletionPolicy"]));

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } map when map["Ref"] is { } id => [(string)id!],
        JsonObject { Count: 1 } map when map["Fn::GetAtt"] is { } attribute => [(string)attribute[0]!],
        JsonObject map => map.SelectMany(pair => References(pair.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };

    private IEnumerable<string> KeptIn(string stage)
    {
        var template = synthesis.OfStage(stage);
        return template.AllResources
            .Where(pair => (string?)pair.Value["DeletionPolicy"] is not (null or "Delete"))
            .Select(pair => $"{(string?)pair.Value["DeletionPolicy"]} {template.PlaceOf(pair.Key)}")
            .Order(StringComparer.Ordinal);
    }
}
