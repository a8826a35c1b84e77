using System.Collections.Immutable;
using Amazon.CDK;
using Amazon.CDK.AWS.Logs;
using Daybreak.Cdk.Databases;

namespace Daybreak.Cdk.Settings;

/// <summary>The stages there are.</summary>
internal static class Stages
{
    /// <summary>The stage without <c>-c stage=…</c>.</summary>
    public const string Default = "dev";

    /// <summary>Every stage, from the first to the last of a promotion.</summary>
    public static ImmutableArray<StageSettings> All { get; } =
    [
        new()
        {
            Name = "dev",
            Cluster = new ClusterSettings
            {
                MinCapacity = 0,
                SecondsUntilAutoPause = 300,
                MaxCapacity = 2,
                Instances = 1,
                BackupRetentionDays = 1,
                DeletionProtection = false,
                Removal = RemovalPolicy.DESTROY,
            },
            BucketRemoval = RemovalPolicy.DESTROY,
            NoncurrentVersionDays = 30,
            RunRecordDays = 30,
            LogRetention = RetentionDays.ONE_WEEK,
            TriggerConcurrency = null,
            // The local cloud has no IAM.
            Login = DatabaseLogin.Secret,
            HostInstanceType = "t3.micro",
            EndpointZones = 1,
            SettleSeconds = 0.25,
        },
        new()
        {
            Name = "uat",
            Cluster = new ClusterSettings
            {
                MinCapacity = 0.5,
                MaxCapacity = 4,
                Instances = 1,
                BackupRetentionDays = 7,
                DeletionProtection = true,
                Removal = RemovalPolicy.SNAPSHOT,
            },
            BucketRemoval = RemovalPolicy.RETAIN,
            NoncurrentVersionDays = 90,
            RunRecordDays = 365,
            LogRetention = RetentionDays.ONE_MONTH,
            TriggerConcurrency = 5,
            Login = DatabaseLogin.Iam,
            HostInstanceType = "t3.small",
            EndpointZones = 2,
            SettleSeconds = 2,
        },
        new()
        {
            Name = "prod",
            Cluster = new ClusterSettings
            {
                MinCapacity = 0.5,
                MaxCapacity = 16,
                Instances = 2,
                BackupRetentionDays = 35,
                DeletionProtection = true,
                Removal = RemovalPolicy.RETAIN,
            },
            BucketRemoval = RemovalPolicy.RETAIN,
            NoncurrentVersionDays = 365,
            RunRecordDays = null,
            LogRetention = RetentionDays.ONE_YEAR,
            TriggerConcurrency = 5,
            Login = DatabaseLogin.Iam,
            HostInstanceType = "t3.small",
            EndpointZones = 2,
            SettleSeconds = 2,
        },
    ];
}
