namespace Daybreak.HostAgent.Release;

/// <summary>What a bucket's runs are to work with, and nothing else; docs/manifest.md is its schema.</summary>
internal sealed record ReleaseManifest
{
    /// <summary>The only version there is.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The schema's version; a reader refuses any other than its own.</summary>
    public required int ManifestVersion { get; init; }

    /// <summary>When the release was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The Git commit; null when none was given.</summary>
    public string? Commit { get; init; }

    /// <summary>Who released; null when nobody was given.</summary>
    public string? Author { get; init; }

    /// <summary>All files, in the order of their keys.</summary>
    public required IReadOnlyList<ManifestFile> Files { get; init; }
}
