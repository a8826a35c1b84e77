namespace Daybreak.MigrationEngine.Resolve;

/// <summary>A file below a location.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Script">Path relative to the location's root, separated by slashes.</param>
public sealed record ScriptFile(string Path, string Script)
{
    /// <summary>Whether it is an SQL file, and not one of an operating system's shell.</summary>
    public bool IsSql { get; init; } = true;

    /// <summary>Whether a <c>.conf</c> file of its name stands beside it.</summary>
    public bool HasConfig { get; init; }

    /// <summary>The name without folders.</summary>
    public string Name => System.IO.Path.GetFileName(Path);
}
