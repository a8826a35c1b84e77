using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.History;

/// <summary>A row about to be written.</summary>
/// <param name="InstalledRank">The rank.</param>
/// <param name="Version">Display text; null for repeatables and schema rows.</param>
/// <param name="Description">Uncut.</param>
/// <param name="Type">The type.</param>
/// <param name="Script">Uncut.</param>
/// <param name="Checksum">Null where there is no file.</param>
/// <param name="InstalledBy">The user.</param>
/// <param name="ExecutionTime">Milliseconds; null: the server measures it.</param>
/// <param name="Success">Whether it succeeded.</param>
internal sealed record NewHistoryRow(
    int InstalledRank,
    string? Version,
    string Description,
    MigrationType Type,
    string Script,
    int? Checksum,
    string InstalledBy,
    int? ExecutionTime,
    bool Success)
{
    /// <summary>The row of a file.</summary>
    public static NewHistoryRow Of(ResolvedMigration file, int installedRank, string installedBy, int? executionTime, bool success) =>
        new(
            installedRank, file.Version?.DisplayText, file.Description, file.Type, file.Script, file.Checksum, installedBy, executionTime, success);

    /// <summary>The row as it would be read again, but for the time, which nothing depends on.</summary>
    public AppliedMigration ToApplied() => new(
        InstalledRank, Version is null ? null : MigrationVersion.Parse(Version), HistoryColumns.Description(Description), Type,
        HistoryColumns.Script(Script), Checksum, DateTime.UnixEpoch, InstalledBy, ExecutionTime ?? 0, Success);
}
