using Daybreak.Cdk.Settings;

namespace Daybreak.Cdk.Networking;

/// <summary>What the <see cref="Network"/> is made from.</summary>
internal sealed record NetworkSettings
{
    /// <summary>The stage.</summary>
    public required StageSettings Stage { get; init; }

    /// <summary>How the host reaches the AWS services.</summary>
    public required NetworkKind Kind { get; init; }
}
