namespace Daybreak.HostAgent.Run.Bucket;

/// <summary>A bucket as it was at one instant, and mirrored so.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="TakenAt">When it was listed for the last time.</param>
/// <param name="Objects">What is in the mirror, in the order of the keys.</param>
/// <param name="Skipped">Migrations that are not in the mirror because of their keys.</param>
internal sealed record BucketSnapshot(
    string Bucket, DateTimeOffset TakenAt, IReadOnlyList<SnapshotObject> Objects, IReadOnlyList<SkippedObject> Skipped);
