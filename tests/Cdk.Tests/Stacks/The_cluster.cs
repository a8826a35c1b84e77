using System.Text.Json.Nodes;

namespace Daybreak.Cdk.Tests.Stacks;

[Collection("Synthesis")]
public class The_cluster(Synthesis synthesis)
{
    [Theory]
    [InlineData("dev")]
    [InlineData("uat")]
    [InlineData("prod")]
    public void Is_encrypted_and_takes_TLS_and_IAM_only(string stage)
    {
        var template = synthesis.OfStage(stage);
        var cluster = Cluster(stage)["Properties"]!;

        Assert.Equal("aurora-postgresql", (string?)cluster["Engine"]);
        Assert.True((bool)cluster["StorageEncrypted"]!);
        Assert.True((bool)cluster["EnableIAMDatabaseAuthentication"]!);
        Assert.True((bool)cluster["CopyTagsToSnapshot"]!);
        Assert.Equal(5432, (int)cluster["Port"]!);
        Assert.Equal("<Cluster/Parameters>", (string?)cluster["DBClusterParameterGroupName"]);
        Json.AssertEqual("""{"rds.force_ssl":"1"}""", template.Only("AWS::RDS::DBClusterParameterGroup")["Parameters"]);
    }

    [Fact]
    public void Keeps_its_password_where_RDS_rotates_it()
    {
        var cluster = Cluster("dev")["Properties"]!;

        Assert.True((bool)cluster["ManageMasterUserPassword"]!);
        Assert.Null(cluster["MasterUserPassword"]);
    }

    [Fact]
    public void Sleeps_in_dev_when_nobody_needs_it() =>
        Json.AssertEqual(
            """{"MinCapacity":0,"MaxCapacity":2,"SecondsUntilAutoPause":300}""",
            Cluster("dev")["Properties"]!["ServerlessV2ScalingConfiguration"]);

    [Theory]
    [InlineData("dev", "Delete", false, 1, 1)]
    [InlineData("uat", "Snapshot", true, 7, 1)]
    [InlineData("prod", "Retain", true, 35, 2)]
    public void Is_kept_and_backed_up_by_stage(string stage, string deletion, bool isProtected, int backupDays, int instances)
    {
        var cluster = Cluster(stage);

        Assert.Equal(deletion, (string?)cluster["DeletionPolicy"]);
        Assert.Equal(deletion, (string?)cluster["UpdateReplacePolicy"]);
        Assert.Equal(isProtected, (bool)cluster["Properties"]!["DeletionProtection"]!);
        Assert.Equal(backupDays, (int)cluster["Properties"]!["BackupRetentionPeriod"]!);
        Assert.Equal(instances, synthesis.OfStage(stage).Of("AWS::RDS::DBInstance").Count);
    }

    [Fact]
    public void Exports_its_log_to_a_group_that_forgets()
    {
        var template = synthesis.OfStage("dev");
        var logs = template.Of("AWS::Logs::LogGroup")["Cluster/Logs/Resource"]["Properties"]!;
        var cluster = Cluster("dev")["Properties"]!;

        Json.AssertEqual("""["postgresql"]""", cluster["EnableCloudwatchLogsExports"]);
        Assert.Equal("daybreak-dev-f3b1c0de", (string?)cluster["DBClusterIdentifier"]);
        Assert.Equal("/aws/rds/cluster/daybreak-dev-f3b1c0de/postgresql", (string?)logs["LogGroupName"]);
        Assert.Equal(7, (int)logs["RetentionInDays"]!);
    }

    [Fact]
    public void Has_private_instances_with_insights() =>
        Assert.All(synthesis.OfStage("prod").Of("AWS::RDS::DBInstance").Values, instance =>
        {
            Assert.Equal("db.serverless", (string?)instance["Properties"]!["DBInstanceClass"]);
            Assert.False((bool)instance["Properties"]!["PubliclyAccessible"]!);
            Assert.True((bool)instance["Properties"]!["EnablePerformanceInsights"]!);
        });

    private JsonObject Cluster(string stage) => Assert.Single(synthesis.OfStage(stage).Of("AWS::RDS::DBCluster")).Value;
}
