using Daybreak.HostAgent.Run.Bucket;

namespace Daybreak.HostAgent.Run.Record;

/// <summary>The bucket as the run took it.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="TakenAt">When it was listed for the last time.</param>
/// <param name="Objects">What the run worked with, in the order of the keys.</param>
/// <param name="Skipped">Migrations that were left out because of their keys.</param>
/// <param name="Release">What the manifest says about the release; null when there is no manifest.</param>
internal sealed record RecordedSnapshot(
    string Bucket,
    DateTimeOffset TakenAt,
    IReadOnlyList<SnapshotObject> Objects,
    IReadOnlyList<SkippedObject> Skipped,
    RecordedRelease? Release = null);
