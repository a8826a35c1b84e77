using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Resolve;

namespace Daybreak.MigrationEngine.Info;

/// <summary>Which undo files run (Flyway's reference: Undo, Target, Cherry Pick). Pure.</summary>
/// <param name="Files">The undo files, in the order in which they run.</param>
/// <param name="StoppedBefore">The migration above the target that has no undo file, so that it and all before it stay; null when nothing is in the way.</param>
internal sealed record UndoPlan(IReadOnlyList<ResolvedMigration> Files, MigrationInfo? StoppedBefore)
{
    /// <summary>
    /// The undo files of what cherryPick names, backwards; else of all down to and with the target's version, or to the first without an undo file;
    /// else of the last applied migration.
    /// </summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Error"/>: the first to undo, or one that cherryPick names, has no undo file.</exception>
    public static UndoPlan For(MigrationInfos infos, ResolvedMigrations resolved, EngineConfiguration configuration)
    {
        var applied = infos.All
            .Where(info => info is { Applied: { Version: not null, Success: true } row, State: not (MigrationState.Undone or MigrationState.Deleted) }
                && !row.Type.IsSynthetic() && !row.Type.IsUndo() && !row.Type.IsBaseline());
        if (configuration.CherryPick is { Count: > 0 } picks)
        {
            var picked = applied.Where(info => !CherryPick.LeavesOut(info.Version, info.Description, picks))
                .OrderByDescending(info => CherryPick.Position(info.Version, info.Description, picks));
            return new UndoPlan([.. picked.Select(info => UndoOf(info, resolved))], null);
        }

        var backwards = applied.OrderByDescending(info => info.Applied!.InstalledRank);
        MigrationInfo[] wanted = configuration.Target is { Kind: MigrationTargetKind.Version } target
            ? [.. backwards.TakeWhile(info => info.Version >= target.Version)]
            : [.. backwards.Take(1)];
        var possible = wanted.TakeWhile((info, i) => i == 0 || resolved.UndoOf(info.Version!) is not null).ToList();
        return new UndoPlan([.. possible.Select(info => UndoOf(info, resolved))], wanted.ElementAtOrDefault(possible.Count));
    }

    private static ResolvedMigration UndoOf(MigrationInfo info, ResolvedMigrations resolved) => resolved.UndoOf(info.Version!) ?? throw new MigrationException(
        ErrorCode.Error,
        $"Unable to undo migration to version {info.Version} ({info.Description}): there is no undo migration (U{info.Version!.RawText}__….sql) for it.");
}
