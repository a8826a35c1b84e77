namespace Daybreak.MigrationEngine.Model;

/// <summary>A migration file that was found.</summary>
/// <param name="Version">Null for repeatables.</param>
/// <param name="Description">Empty when the file name has none.</param>
/// <param name="Type"><see cref="MigrationType.Sql"/>, <see cref="MigrationType.Script"/>, or their baseline and undo kinds.</param>
/// <param name="Script">Path relative to the location, separated by slashes.</param>
/// <param name="Path">Absolute path of the file.</param>
/// <param name="Checksum">Flyway's checksum; of the text after placeholder replacement for repeatables.</param>
/// <param name="EquivalentChecksum">The checksum of the raw text, which also counts as equal; null when there is only one.</param>
/// <param name="Config">What the file's <c>.conf</c> says.</param>
public sealed record ResolvedMigration(
    MigrationVersion? Version,
    string Description,
    MigrationType Type,
    string Script,
    string Path,
    int Checksum,
    int? EquivalentChecksum,
    ScriptConfig Config)
{
    /// <summary>Whether an applied checksum is this file's.</summary>
    public bool ChecksumMatches(int? applied) => applied == Checksum || (EquivalentChecksum is { } raw && applied == raw);

    /// <summary>Whether this is a repeatable migration.</summary>
    public bool IsRepeatable => Version is null;
}
