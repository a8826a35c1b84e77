using System.Collections.Immutable;
using Amazon.CDK.AWS.KMS;
using Daybreak.Cdk.Settings;

namespace Daybreak.Cdk.Observing;

/// <summary>What the <see cref="Notifications"/> are made from.</summary>
internal sealed record NotificationsSettings
{
    /// <summary>The stage.</summary>
    public required StageSettings Stage { get; init; }

    /// <summary>Who gets mail; may be empty.</summary>
    public required ImmutableArray<string> Emails { get; init; }

    /// <summary>The channel that is told; <see langword="null"/>: none.</summary>
    public ChatSettings? Chat { get; init; }

    /// <summary>The name of the bucket of run records, which the messages link to.</summary>
    public required string RecordsBucket { get; init; }

    /// <summary>The KMS key of the topics and the queue; <see langword="null"/>: one is made for the topics, and the queue has SQS's own.</summary>
    public IKey? Key { get; init; }
}
