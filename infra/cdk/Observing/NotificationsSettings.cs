using System.Collections.Immutable;
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

    /// <summary>The KMS key of the topics; <see langword="null"/>: one is made.</summary>
    public string? KeyArn { get; init; }
}
