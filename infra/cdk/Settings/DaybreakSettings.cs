using System.Collections.Immutable;

namespace Daybreak.Cdk.Settings;

/// <summary>Everything the stack is made from; always valid, because <see cref="ContextReader"/> is what makes it.</summary>
internal sealed record DaybreakSettings
{
    /// <summary>The stage and its differences.</summary>
    public required StageSettings Stage { get; init; }

    /// <summary>The databases, in the order of the context; at least one, no two equal but for case.</summary>
    public required ImmutableArray<DatabaseEntry> Databases { get; init; }

    /// <summary>How the host reaches the AWS services; default <see cref="NetworkKind.Isolated"/>.</summary>
    public NetworkKind Network { get; init; } = NetworkKind.Isolated;

    /// <summary>How the runs log in to a cluster of ours; default: the stage's.</summary>
    public required DatabaseLogin Login { get; init; }

    /// <summary>The VPC to use; <see langword="null"/>: one is made.</summary>
    public ExistingVpc? Vpc { get; init; }

    /// <summary>The cluster to use; <see langword="null"/>: one is made.</summary>
    public ExistingCluster? Cluster { get; init; }

    /// <summary>The ARN of the KMS key to use; <see langword="null"/>: the services' own keys, and one of ours for the topics.</summary>
    public string? KeyArn { get; init; }

    /// <summary>Who gets mail; may be empty.</summary>
    public ImmutableArray<string> Emails { get; init; } = [];

    /// <summary>The channel that is told; <see langword="null"/>: none.</summary>
    public ChatSettings? Chat { get; init; }

    /// <summary>Whether DevOps Guru watches the stack; default no, it costs by the resource and hour.</summary>
    public bool DevOpsGuru { get; init; }
}
