namespace Daybreak.MigrationEngine.Resolve;

/// <summary>A folder below a location, and the way to it.</summary>
/// <param name="Path">Absolute, with the links on the way as they are named.</param>
/// <param name="Below">Relative to the location's root: empty, or ending in a slash.</param>
/// <param name="RealPath">Absolute, with the links on the way followed.</param>
/// <param name="Parent">The folder it was found in; null for the location's root.</param>
internal sealed record ScannedFolder(string Path, string Below, string RealPath, ScannedFolder? Parent)
{
    public bool IsRoot => Parent is null;

    /// <summary>The root of a location.</summary>
    public static ScannedFolder Root(string path) => new(path, string.Empty, Target(path), null);

    /// <summary>The folder of that name in this one.</summary>
    public ScannedFolder Into(string name, bool isLink)
    {
        var real = System.IO.Path.Join(RealPath, name);
        return new(System.IO.Path.Join(Path, name), $"{Below}{name}/", isLink ? Target(real) : real, this);
    }

    /// <summary>Whether it is one of the folders on the way to itself, by a link that leads back.</summary>
    public bool LeadsBack()
    {
        for (var folder = Parent; folder is not null; folder = folder.Parent)
        {
            if (folder.RealPath == RealPath)
            {
                return true;
            }
        }

        return false;
    }

    private static string Target(string path) =>
        Directory.ResolveLinkTarget(path, returnFinalTarget: true) is { } target ? System.IO.Path.TrimEndingDirectorySeparator(target.FullName) : path;
}
