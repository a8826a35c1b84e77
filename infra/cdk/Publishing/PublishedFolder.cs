using System.Collections.Immutable;

namespace Daybreak.Cdk.Publishing;

/// <summary>What <c>make publish</c> left for one executable, or the stand-in for it (docs/decisions/unpublished-assets.md).</summary>
internal sealed record PublishedFolder
{
    /// <summary>Files that are not deployed: symbols.</summary>
    public static readonly ImmutableArray<string> Exclusions = ["*.pdb", "*.dbg"];

    private PublishedFolder(string path, string? problem)
    {
        Path = path;
        Problem = problem;
    }

    /// <summary>The folder that becomes the asset.</summary>
    public string Path { get; }

    /// <summary>Why this must not be deployed, with the remedy; <see langword="null"/> when it may.</summary>
    public string? Problem { get; }

    /// <summary>Finds an executable of the repository at <paramref name="root"/>.</summary>
    /// <param name="root">The folder with <c>cdk.json</c>.</param>
    /// <param name="executable">The executable, and the folder below <c>artifacts/assets</c>.</param>
    public static PublishedFolder Find(string root, string executable)
    {
        var published = System.IO.Path.Combine(root, "artifacts", "assets", executable);
        return File.Exists(System.IO.Path.Combine(published, executable))
            ? new PublishedFolder(published, null)
            : new PublishedFolder(
                System.IO.Path.Combine(root, "infra", "cdk", "unpublished"),
                $"artifacts/assets/{executable}/{executable} does not exist: run `make publish`, then deploy again");
    }

    /// <summary>Whether the folder, as it will be deployed, has this file at its top.</summary>
    public bool Has(string file) => File.Exists(System.IO.Path.Combine(Path, file));
}
