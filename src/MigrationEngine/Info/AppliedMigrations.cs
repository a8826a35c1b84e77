using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Info;

/// <summary>
/// What the history rows say together, before any file is looked at: which rows are deleted, undone or out of order, the baseline and the last
/// applied version (flyway-semantics §9, steps 2 and 3). Pure.
/// </summary>
internal sealed class AppliedMigrations
{
    private readonly HashSet<int> _deleted = [];
    private readonly HashSet<int> _undone = [];
    private readonly HashSet<int> _outOfOrder = [];
    private readonly Dictionary<string, int> _latestRuns = new(StringComparer.Ordinal);

    /// <summary>Reads rows ordered by rank.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.DuplicateDeletedMigration"/>: a migration was deleted twice.</exception>
    public AppliedMigrations(IReadOnlyList<AppliedMigration> rows)
    {
        var listed = new List<AppliedMigration>(rows.Count);
        foreach (var row in rows)
        {
            Note(row, listed);
        }

        Rows = listed;
        FindOutOfOrder();
    }

    /// <summary>The rows that are shown: all but DELETE rows of versioned migrations.</summary>
    public IReadOnlyList<AppliedMigration> Rows { get; }

    /// <summary>The greatest baseline version; null when there is no baseline.</summary>
    public MigrationVersion? Baseline { get; private set; }

    /// <summary>The greatest version that is applied, not deleted and not undone; null when none is.</summary>
    public MigrationVersion? LastApplied { get; private set; }

    /// <summary>Whether repair marked the row's migration as deleted.</summary>
    public bool IsDeleted(AppliedMigration row) => _deleted.Contains(row.InstalledRank);

    /// <summary>Whether a later undo took the row back.</summary>
    public bool IsUndone(AppliedMigration row) => _undone.Contains(row.InstalledRank);

    /// <summary>Whether the row was applied after one of a higher version.</summary>
    public bool IsOutOfOrder(AppliedMigration row) => _outOfOrder.Contains(row.InstalledRank);

    /// <summary>Whether no later run of the same repeatable migration is there; true for versioned ones.</summary>
    public bool IsLatestRun(AppliedMigration row) =>
        row.Version is not null || !_latestRuns.TryGetValue(row.Description, out var rank) || rank == row.InstalledRank;

    /// <summary>Whether the row still stands: neither deleted nor undone.</summary>
    public bool Stands(AppliedMigration row) => !IsDeleted(row) && !IsUndone(row);

    private void Note(AppliedMigration row, List<AppliedMigration> listed)
    {
        if (row.Version is not null && row.Type.IsBaseline() && !(row.Version <= Baseline))
        {
            Baseline = row.Version;
        }

        if (row.Type == MigrationType.Delete && row.Success)
        {
            Delete(row, listed);
            if (row.Version is not null)
            {
                return;
            }
        }
        else if (row.Type.IsUndo() && row.Success)
        {
            Undo(row, listed);
        }
        else if (row.Version is null && !row.Type.IsSynthetic())
        {
            _latestRuns[row.Description] = row.InstalledRank;
        }

        listed.Add(row);
    }

    private void Delete(AppliedMigration delete, List<AppliedMigration> listed)
    {
        var target = listed.FindLast(row => !row.Type.IsSynthetic() && SameMigration(row, delete));
        if (target is not null && !_deleted.Add(target.InstalledRank))
        {
            throw new MigrationException(
                ErrorCode.DuplicateDeletedMigration,
                $"Corrupted schema history: multiple delete entries for {(delete.Version is null ? delete.Description : $"version {delete.Version}")}");
        }
    }

    private void Undo(AppliedMigration undo, List<AppliedMigration> listed)
    {
        var target = listed.FindLast(row => row.Version == undo.Version && !row.Type.IsUndo() && !row.Type.IsSynthetic() && Stands(row));
        if (target is not null)
        {
            _undone.Add(target.InstalledRank);
        }
    }

    private static bool SameMigration(AppliedMigration left, AppliedMigration right) =>
        left.Version is null ? right.Version is null && left.Description == right.Description : left.Version == right.Version;

    private void FindOutOfOrder()
    {
        foreach (var row in Rows)
        {
            if (row.Version is null || row.Type.IsUndo())
            {
                continue;
            }

            if (row.Version <= LastApplied)
            {
                _outOfOrder.Add(row.InstalledRank);
            }
            else if (Stands(row))
            {
                LastApplied = row.Version;
            }
        }
    }
}
