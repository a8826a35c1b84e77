using System.Collections.Immutable;
using Amazon.CDK.AWS.KMS;
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

    /// <summary>By bucket name, the suffixes of its migrations where they are not Flyway's default.</summary>
    public required ImmutableSortedDictionary<string, IReadOnlyList<string>> SuffixesByBucket { get; init; }

    /// <summary>The document it may send.</summary>
    public required MigrationDocument Document { get; init; }

    /// <summary>The KMS key of its queue and logs; default: the services' own keys.</summary>
    public IKey? Key { get; init; }
}
