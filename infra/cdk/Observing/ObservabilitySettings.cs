using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.SQS;
using Daybreak.Cdk.Settings;
using Daybreak.Cdk.Triggering;

namespace Daybreak.Cdk.Observing;

/// <summary>What the <see cref="Observability"/> is made from.</summary>
internal sealed record ObservabilitySettings
{
    /// <summary>The stage.</summary>
    public required StageSettings Stage { get; init; }

    /// <summary>The topics that alarms go to.</summary>
    public required string[] Topics { get; init; }

    /// <summary>The document whose commands are watched.</summary>
    public required MigrationDocument Document { get; init; }

    /// <summary>The association whose success says that the host is ready.</summary>
    public required string Association { get; init; }

    /// <summary>The trigger's function.</summary>
    public required string Function { get; init; }

    /// <summary>Uploads that could not be turned into commands.</summary>
    public required Queue DeadLetters { get; init; }

    /// <summary>Messages that reached nobody.</summary>
    public required Queue Undelivered { get; init; }

    /// <summary>The cluster whose capacity is shown; <see langword="null"/>: it was there and is watched by its owner.</summary>
    public string? Cluster { get; init; }

    /// <summary>The KMS key of the log of events; <see langword="null"/>: the service's own.</summary>
    public IKey? Key { get; init; }
}
