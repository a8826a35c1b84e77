using Daybreak.MigrationEngine.Model;

namespace Daybreak.HostAgent.Run.Gate;

/// <summary>
/// Refuses what cannot be right before anything is applied, with all problems at once and the remedy of each. Two files of one version
/// do not get so far: the engine refuses them when it resolves. Pure.
/// </summary>
internal static class MigrationGate
{
    /// <summary>The problems, in info's order; empty when migrate may go on.</summary>
    public static IReadOnlyList<string> Problems(IEnumerable<MigrationInfo> migrations, GateSettings settings) =>
        [.. migrations.Where(m => !IsIgnored(m, settings)).Select(m => Problem(m, settings)).OfType<string>()];

    /// <summary>The failure of a run that found problems.</summary>
    public static RunFailedException Refusal(IReadOnlyList<string> problems) => new(
        RunExitCode.Failed,
        ErrorCode.ValidateError.Name(),
        "Validate failed: Migrations have failed validation; nothing was applied:" + string.Concat(problems.Select(p => $"\n- {p}")));

    private static bool IsIgnored(MigrationInfo migration, GateSettings settings) =>
        migration.Type.IsSynthetic()
        || migration.Type.IsUndo()
        || settings.Ignored.Any(pattern => pattern.Matches(migration.Version is not null, migration.State));

    private static string? Problem(MigrationInfo migration, GateSettings settings) => migration.State switch
    {
        MigrationState.Ignored when !settings.OutOfOrder =>
            $"Detected resolved migration not applied to database: {Name(migration)} is new and older than the schema's version. "
            + "Give it a version above that one, or set outOfOrder=true; daybreak release uploads files that belong together as one set.",
        MigrationState.MissingSuccess or MigrationState.FutureSuccess =>
            $"Detected applied migration not resolved locally: {Name(migration)} is applied, and its file is not in the bucket. "
            + "Upload it again, or run repair to mark it as deleted"
            + (migration.State == MigrationState.FutureSuccess ? ", or set ignoreMigrationPatterns=*:future." : "."),
        MigrationState.Success or MigrationState.OutOfOrder or MigrationState.Baseline when IsChanged(migration) =>
            $"Migration checksum mismatch: {Name(migration)} was changed after it was applied (applied {migration.Applied!.Checksum}, "
            + $"in the bucket {migration.Resolved!.Checksum}). Upload its former version again and put the change into a new migration, "
            + "or run repair to accept the new content without running it.",
        _ => null,
    };

    private static bool IsChanged(MigrationInfo migration) =>
        migration is { Version: not null, Resolved: { } file, Applied.Checksum: { } applied } && !file.ChecksumMatches(applied);

    private static string Name(MigrationInfo migration) => Printable.Quote(migration.Script);
}
