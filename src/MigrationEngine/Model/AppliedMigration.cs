namespace Daybreak.MigrationEngine.Model;

/// <summary>One row of the schema history table.</summary>
/// <param name="InstalledRank">Position in the history, from 1 (a SCHEMA row: 0).</param>
/// <param name="Version">Null for repeatables, SCHEMA rows and DELETE rows of repeatables.</param>
/// <param name="Description">Never null; empty when the file has none.</param>
/// <param name="Type">The kind of migration.</param>
/// <param name="Script">Path of the file relative to its location.</param>
/// <param name="Checksum">Null for rows without a file.</param>
/// <param name="InstalledOn">In the time zone of the session that wrote it; the column has none.</param>
/// <param name="InstalledBy">The database user, or the <c>installedBy</c> setting.</param>
/// <param name="ExecutionTime">Milliseconds.</param>
/// <param name="Success">False: the migration failed and has to be repaired.</param>
public sealed record AppliedMigration(
    int InstalledRank,
    MigrationVersion? Version,
    string Description,
    MigrationType Type,
    string Script,
    int? Checksum,
    DateTime InstalledOn,
    string InstalledBy,
    int ExecutionTime,
    bool Success);
