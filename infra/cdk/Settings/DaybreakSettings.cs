using System.Collections.Immutable;

namespace Daybreak.Cdk.Settings;

/// <summary>Everything the stack is made from; always valid, because <see cref="ContextReader"/> is what makes it.</summary>
internal sealed record DaybreakSettings
{
    /// <summary>The stage and its differences.</summary>
    public required StageSettings Stage { get; init; }

    /// <summary>The databases, in the order of the context; at least one, no two equal but for case.</summary>
    public required ImmutableArray<string> Databases { get; init; }

    /// <summary>How the host reaches the AWS services; default <see cref="NetworkKind.Isolated"/>.</summary>
    public NetworkKind Network { get; init; } = NetworkKind.Isolated;
}
