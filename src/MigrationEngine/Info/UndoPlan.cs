using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Resolve;

namespace Daybreak.MigrationEngine.Info;

/// <summary>Which undo files run, in order. Pure.</summary>
internal static class UndoPlan
{
    /// <summary>The undo files: of the last applied migration, or of all down to and with the target's version.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Error"/>: one of them has no undo file.</exception>
    public static IReadOnlyList<ResolvedMigration> For(MigrationInfos infos, ResolvedMigrations resolved, MigrationTarget target)
    {
        var applied = infos.All
            .Where(info => info is { Applied: { Version: not null, Success: true } row, State: not (MigrationState.Undone or MigrationState.Deleted) }
                && !row.Type.IsSynthetic() && !row.Type.IsUndo() && !row.Type.IsBaseline())
            .OrderByDescending(info => info.Applied!.InstalledRank);
        var chosen = target.Kind == MigrationTargetKind.Version
            ? applied.TakeWhile(info => info.Version >= target.Version)
            : applied.Take(1);
        return [.. chosen.Select(info => resolved.UndoOf(info.Version!) ?? throw new MigrationException(
            ErrorCode.Error,
            $"Unable to undo migration to version {info.Version} ({info.Description}): there is no undo migration (U{info.Version!.RawText}__….sql) for it."))];
    }
}
