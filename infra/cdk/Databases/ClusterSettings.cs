using Amazon.CDK;

namespace Daybreak.Cdk.Databases;

/// <summary>What differs between clusters.</summary>
internal sealed record ClusterSettings
{
    /// <summary>The least capacity, in ACUs; 0 lets the cluster sleep.</summary>
    public required double MinCapacity { get; init; }

    /// <summary>The most capacity, in ACUs.</summary>
    public required double MaxCapacity { get; init; }

    /// <summary>After how many idle seconds the cluster sleeps (300 to 86,400); <see langword="null"/> where it never does.</summary>
    public int? SecondsUntilAutoPause { get; init; }

    /// <summary>The writer and its readers.</summary>
    public required int Instances { get; init; }

    /// <summary>How far back the cluster can be restored, in days (1 to 35).</summary>
    public required int BackupRetentionDays { get; init; }

    /// <summary>Whether deleting it takes a change first.</summary>
    public required bool DeletionProtection { get; init; }

    /// <summary>What becomes of it when the stack is destroyed.</summary>
    public required RemovalPolicy Removal { get; init; }

    /// <summary>What becomes of that on which it stands: a cluster that stays keeps its network, its parameters and its log.</summary>
    public RemovalPolicy RemovalOfItsGround => Removal == RemovalPolicy.RETAIN ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
}
