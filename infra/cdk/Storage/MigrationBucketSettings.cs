using Daybreak.Cdk.Settings;
using Daybreak.Cdk.Triggering;

namespace Daybreak.Cdk.Storage;

/// <summary>What a <see cref="MigrationBucket"/> is made from.</summary>
internal sealed record MigrationBucketSettings
{
    /// <summary>The stage.</summary>
    public required StageSettings Stage { get; init; }

    /// <summary>The bucket's name, from <see cref="BucketNames"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Where S3 logs the access to this bucket.</summary>
    public required PrivateBucket AccessLogs { get; init; }

    /// <summary>What an upload starts.</summary>
    public required Trigger Trigger { get; init; }

    /// <summary>The KMS key of its objects; default: S3's own keys.</summary>
    public string? KeyArn { get; init; }
}
