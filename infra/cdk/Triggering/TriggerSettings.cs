using System.Collections.Immutable;
using Daybreak.Cdk.Publishing;
using Daybreak.Cdk.Settings;

namespace Daybreak.Cdk.Triggering;

/// <summary>What the <see cref="Trigger"/> is made from.</summary>
internal sealed record TriggerSettings
{
    /// <summary>The stage.</summary>
    public required StageSettings Stage { get; init; }

    /// <summary>The executable.</summary>
    public required PublishedFolder Code { get; init; }

    /// <summary>Database by bucket name.</summary>
    public required ImmutableSortedDictionary<string, string> DatabaseByBucket { get; init; }

    /// <summary>The document it may send.</summary>
    public required MigrationDocument Document { get; init; }
}
