using System.Text.Json.Nodes;
using static Daybreak.Cdk.Tests.Review.NagRules;

namespace Daybreak.Cdk.Tests.Review;

/// <summary>Rules about RDS.</summary>
internal static class DatabaseRules
{
    private const string Cluster = "AWS::RDS::DBCluster";
    private const string Instance = "AWS::RDS::DBInstance";

    public static IReadOnlyList<NagRule> All { get; } =
    [
        OfBoth("AwsSolutions-RDS2", database => !IsTrue(database["StorageEncrypted"])),
        Each("AwsSolutions-RDS3", Instance, instance => !IsAurora(instance) && !IsTrue(instance["MultiAZ"])),
        Each("AwsSolutions-RDS6", Cluster, cluster => !IsTrue(cluster["EnableIAMDatabaseAuthentication"])),
        Each("AwsSolutions-RDS8", "AWS::RDS::DBSecurityGroup", group => group.ToJsonString().Contains("0.0.0.0/0", StringComparison.Ordinal)),
        OfBoth("AwsSolutions-RDS10", database => !IsTrue(database["DeletionProtection"])),
        Each("AwsSolutions-RDS11", Cluster, cluster => cluster["Port"]?.ToString() is null or "3306"),
        Each("AwsSolutions-RDS13", Instance, instance => instance["BackupRetentionPeriod"]?.ToString() == "0"),
        Each("AwsSolutions-RDS14", Cluster, cluster => IsMySql(cluster) && cluster["BacktrackWindow"] is null),
        Each("AwsSolutions-RDS16", Cluster, cluster => IsMySql(cluster)
            && cluster["EnableCloudwatchLogsExports"]?.AsArray().Select(log => (string?)log).Order()
                .SequenceEqual(["audit", "error", "general", "slowquery"]) != true),
    ];

    // An instance of a cluster has these from its cluster.
    private static NagRule OfBoth(string id, Func<JsonObject, bool> isBroken) => new(
        id,
        template => Broken(template, Cluster, isBroken).Concat(Broken(template, Instance, instance => !IsAurora(instance) && isBroken(instance))));

    private static bool IsAurora(JsonObject database) => ((string?)database["Engine"])?.StartsWith("aurora", StringComparison.Ordinal) == true;

    private static bool IsMySql(JsonObject cluster) => (string?)cluster["Engine"] is "aurora" or "aurora-mysql";
}
