using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Resolve;

namespace Daybreak.MigrationEngine.Info;

/// <summary>What repair has to do (flyway-semantics §10). Pure.</summary>
/// <param name="Removed">Failed rows, to be removed.</param>
/// <param name="Deleted">Rows without a file, to be marked as deleted.</param>
/// <param name="Aligned">Rows that differ from their file.</param>
internal sealed record RepairPlan(
    IReadOnlyList<AppliedMigration> Removed, IReadOnlyList<AppliedMigration> Deleted, IReadOnlyList<MigrationInfo> Aligned)
{
    /// <summary>Compares files and rows.</summary>
    public static RepairPlan For(ResolvedMigrations resolved, IReadOnlyList<AppliedMigration> rows, EngineConfiguration configuration)
    {
        AppliedMigration[] removed = [.. rows.Where(row => !row.Success && !CherryPick.LeavesOut(row.Version, row.Description, configuration.CherryPick))];
        AppliedMigration[] kept = [.. rows.Except(removed)];
        var infos = MigrationInfos.Compare(resolved, kept, configuration);
        var ignore = new IgnorePatterns(configuration.IgnoreMigrationPatterns);
        return new RepairPlan(
            removed,
            [.. infos.All.Where(info => IsMissing(info) && !ignore.Covers(info)).Select(info => info.Applied!)],
            [.. infos.All.Where(Differs)]);
    }

    private static bool IsMissing(MigrationInfo info) =>
        info is { Applied: not null, State: MigrationState.MissingSuccess or MigrationState.FutureSuccess }
        && !info.Type.IsSynthetic() && !info.Type.IsUndo();

    private static bool Differs(MigrationInfo info)
    {
        if (info is not { Resolved: { } file, Applied: { } row } || row.Type.IsSynthetic() || row.Type.IsUndo()
            || info.State is MigrationState.Undone or MigrationState.Ignored)
        {
            return false;
        }

        // A repeatable that changed will run again; only a row with the checksum of the raw text is brought up to date.
        return row.Version is null
            ? row.Checksum == file.EquivalentChecksum && row.Checksum != file.Checksum
            : row.Checksum != file.Checksum || row.Description != HistoryColumns.Description(file.Description) || row.Type != file.Type;
    }
}
