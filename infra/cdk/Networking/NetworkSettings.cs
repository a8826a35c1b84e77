using Amazon.CDK.AWS.KMS;
using Daybreak.Cdk.Settings;

namespace Daybreak.Cdk.Networking;

/// <summary>What the <see cref="Network"/> is made from.</summary>
internal sealed record NetworkSettings
{
    /// <summary>The stage.</summary>
    public required StageSettings Stage { get; init; }

    /// <summary>How the host reaches the AWS services.</summary>
    public required NetworkKind Kind { get; init; }

    /// <summary>The VPC to stand in; <see langword="null"/>: one is made.</summary>
    public ExistingVpc? Existing { get; init; }

    /// <summary>The cluster to let the host into; <see langword="null"/>: one is made.</summary>
    public ExistingCluster? Cluster { get; init; }

    /// <summary>The key of the flow logs; <see langword="null"/>: the service's own.</summary>
    public IKey? Key { get; init; }
}
