using Amazon.CDK;
using Amazon.CDK.AWS.Logs;
using Daybreak.Cdk.Databases;

namespace Daybreak.Cdk.Settings;

/// <summary>What differs between the stages; <see cref="Stages"/> has the values.</summary>
internal sealed record StageSettings
{
    /// <summary>The stage's name, as in <c>-c stage=…</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The cluster's capacity, backups and protection.</summary>
    public required ClusterSettings Cluster { get; init; }

    /// <summary>What becomes of the buckets when the stack is destroyed.</summary>
    public required RemovalPolicy BucketRemoval { get; init; }

    /// <summary>How long replaced and deleted objects stay, in days.</summary>
    public required int NoncurrentVersionDays { get; init; }

    /// <summary>How long run records stay, in days; <see langword="null"/> keeps them for ever.</summary>
    public required int? RunRecordDays { get; init; }

    /// <summary>How long log groups keep their events.</summary>
    public required RetentionDays LogRetention { get; init; }

    /// <summary>
    /// The trigger's reserved concurrency; <see langword="null"/> reserves none, because an account with Lambda's initial quota of 10
    /// may not reserve any.
    /// </summary>
    public required int? TriggerConcurrency { get; init; }

    /// <summary>How the runs log in to the cluster.</summary>
    public required DatabaseLogin Login { get; init; }

    /// <summary>The host's instance type, x86-64.</summary>
    public required string HostInstanceType { get; init; }

    /// <summary>How long a bucket must have been quiet before its files are taken, in seconds: less where one person uploads one file.</summary>
    public required double SettleSeconds { get; init; }

    /// <summary>In how many availability zones each interface endpoint stands (1 or 2); the price grows with it.</summary>
    public required int EndpointZones { get; init; }
}
