using System.Collections.Immutable;
using Daybreak.Cdk.Networking;
using Daybreak.Cdk.Publishing;
using Daybreak.Cdk.Settings;
using Daybreak.Cdk.Storage;

namespace Daybreak.Cdk.Hosting;

/// <summary>What the <see cref="AgentHost"/> is made from.</summary>
internal sealed record AgentHostSettings
{
    /// <summary>The stage.</summary>
    public required StageSettings Stage { get; init; }

    /// <summary>Where it stands.</summary>
    public required Network Network { get; init; }

    /// <summary>The agent.</summary>
    public required PublishedFolder Agent { get; init; }

    /// <summary>The buckets it reads migrations from.</summary>
    public required ImmutableArray<PrivateBucket> MigrationBuckets { get; init; }

    /// <summary>The bucket it writes run records to.</summary>
    public required PrivateBucket Results { get; init; }

    /// <summary>The names of the SSM parameters it reads.</summary>
    public required ImmutableArray<string> Parameters { get; init; }

    /// <summary>The secret it reads.</summary>
    public required string SecretArn { get; init; }
}
