using Daybreak.HostAgent.Release;
using Daybreak.HostAgent.Run.Bucket;

namespace Daybreak.HostAgent.Run.Gate;

/// <summary>Compares a bucket with its manifest. Pure.</summary>
internal static class ManifestGate
{
    private const int MostNamed = 20;

    /// <summary>What of the release is missing or differs, in the order of the keys; empty when all of it is there.</summary>
    public static IReadOnlyList<string> Problems(ReleaseManifest manifest, IReadOnlyList<SnapshotObject> objects)
    {
        var there = objects.ToDictionary(o => o.Key, StringComparer.Ordinal);
        return [.. manifest.Files.Select(file => Problem(file, there.GetValueOrDefault(file.Key))).OfType<string>()];
    }

    /// <summary>Objects that the manifest does not list; no run works with them.</summary>
    public static IReadOnlyList<string> Unlisted(ReleaseManifest manifest, IReadOnlyList<SnapshotObject> objects)
    {
        var listed = manifest.Files.Select(f => f.Key).Append(MirrorPath.ManifestKey).ToHashSet(StringComparer.Ordinal);
        return [.. objects.Select(o => o.Key).Where(key => !listed.Contains(key))];
    }

    /// <summary>The failure of a run that found problems.</summary>
    public static RunFailedException Refusal(string bucket, IReadOnlyList<string> problems)
    {
        var named = string.Concat(problems.Take(MostNamed).Select(p => $"\n- {p}"));
        var rest = problems.Count > MostNamed ? $"\n- and {problems.Count - MostNamed} more" : string.Empty;
        return RunFailedException.Incomplete(
            $"The bucket '{bucket}' does not hold what its manifest lists:{named}{rest}\nNothing was applied. If the upload is still under way, "
            + "the run that its last file starts goes on; otherwise release again with daybreak release.");
    }

    private static string? Problem(ManifestFile file, SnapshotObject? there) =>
        there is null ? $"{Printable.Quote(file.Key)} is missing"
        : there.Sha256.Equals(file.Sha256, StringComparison.OrdinalIgnoreCase) ? null
        : $"{Printable.Quote(file.Key)} differs: its SHA-256 is {there.Sha256}, not {Printable.Quote(file.Sha256)}";
}
