using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Results;

namespace Daybreak.MigrationEngine.Info;

/// <summary>Flyway's validation rules, one after the other (flyway-semantics §10). Pure.</summary>
internal sealed class Validation
{
    private readonly IgnorePatterns _ignore;
    private readonly MigrationVersion? _appliedBaseline;
    private readonly bool _cherryPicked;

    private Validation(MigrationInfos infos, EngineConfiguration configuration)
    {
        _ignore = new IgnorePatterns(configuration.IgnoreMigrationPatterns);
        _appliedBaseline = infos.AppliedBaseline;
        _cherryPicked = configuration.CherryPick.Count > 0;
    }

    /// <summary>Every problem, in info's order.</summary>
    public static IReadOnlyList<InvalidMigration> Check(MigrationInfos infos, EngineConfiguration configuration)
    {
        var validation = new Validation(infos, configuration);
        return [.. infos.All.Select(validation.Check).OfType<InvalidMigration>()];
    }

    private InvalidMigration? Check(MigrationInfo info)
    {
        if (info.State is MigrationState.Undone or MigrationState.AboveTarget or MigrationState.Deleted || IsLeftOut(info) || _ignore.Covers(info))
        {
            return null;
        }

        return Failed(info) ?? NotResolved(info) ?? NotApplied(info) ?? Outdated(info) ?? Mismatch(info);
    }

    // Only what cherryPick names is validated.
    private bool IsLeftOut(MigrationInfo info) => _cherryPicked && info.State == MigrationState.Ignored;

    private InvalidMigration? Failed(MigrationInfo info)
    {
        if (!info.State.IsFailed() || (info.State == MigrationState.FutureFailed && _ignore.CoversAll(MigrationState.FutureSuccess)))
        {
            return null;
        }

        const string Remedy = "\nPlease remove any half-completed changes then run repair to fix the schema history.";
        return info.Version is null
            ? Invalid(info, ErrorCode.FailedRepeatableMigration, $"Detected failed repeatable migration: {info.Description}.{Remedy}")
            : Invalid(info, ErrorCode.FailedVersionedMigration, $"Detected failed migration to version {info.Version} ({info.Description}).{Remedy}");
    }

    private static InvalidMigration? NotResolved(MigrationInfo info)
    {
        if (info.Resolved is not null || info.Type.IsSynthetic() || info.Type.IsUndo() || info.State == MigrationState.Superseded
            || info.State == MigrationState.FutureFailed)
        {
            return null;
        }

        const string Remedy = "\nIf you removed this migration intentionally, run repair to mark the migration as deleted.";
        return info.Version is null
            ? Invalid(
                info,
                ErrorCode.AppliedRepeatableMigrationNotResolved,
                $"Detected applied migration not resolved locally: {info.Description}.{Remedy}")
            : Invalid(
                info,
                ErrorCode.AppliedVersionedMigrationNotResolved,
                $"Detected applied migration not resolved locally: {info.Version}.{Remedy}");
    }

    private static InvalidMigration? NotApplied(MigrationInfo info)
    {
        var remedy = info.State switch
        {
            MigrationState.Ignored when !info.Type.IsBaseline() && info.Resolved!.Config.ShouldExecute != false =>
                "\nTo ignore this migration, set -ignoreMigrationPatterns='*:ignored'. To allow executing this migration, set -outOfOrder=true.",
            MigrationState.Pending =>
                "\nTo fix this error, either run migrate, or set -ignoreMigrationPatterns='*:pending'.",
            _ => null,
        };
        if (remedy is null)
        {
            return null;
        }

        return info.Version is null
            ? Invalid(
                info,
                ErrorCode.ResolvedRepeatableMigrationNotApplied,
                $"Detected resolved repeatable migration not applied to database: {info.Description}.{remedy}")
            : Invalid(
                info,
                ErrorCode.ResolvedVersionedMigrationNotApplied,
                $"Detected resolved migration not applied to database: {info.Version}.{remedy}");
    }

    private InvalidMigration? Outdated(MigrationInfo info) =>
        info.State == MigrationState.Outdated && !_ignore.CoversAll(MigrationState.Pending)
            ? Invalid(
                info,
                ErrorCode.OutdatedRepeatableMigration,
                $"Detected outdated resolved repeatable migration that should be re-applied to database: {info.Description}.\n"
                + "Run migrate to execute this migration.")
            : null;

    private InvalidMigration? Mismatch(MigrationInfo info)
    {
        if (info is not { Resolved: { } file, Applied: { } row } || row.Type.IsSynthetic() || row.Type.IsUndo()
            || (row.Version is not null && row.Version <= _appliedBaseline))
        {
            return null;
        }

        if (file.Type != row.Type)
        {
            return Mismatch(info, ErrorCode.TypeMismatch, "type", row.Type.Name(), file.Type.Name());
        }

        if (ChecksumIsCompared(info) && !ChecksumsAgree(info, file, row))
        {
            return Mismatch(info, ErrorCode.ChecksumMismatch, "checksum", $"{row.Checksum}", $"{file.Checksum}");
        }

        return HistoryColumns.Description(file.Description) != row.Description
            ? Mismatch(info, ErrorCode.DescriptionMismatch, "description", row.Description, file.Description)
            : null;
    }

    private bool ChecksumIsCompared(MigrationInfo info) => info.Version is not null
        || (_ignore.CoversAll(MigrationState.Pending) && info.State is not (MigrationState.Outdated or MigrationState.Superseded));

    // A NULL checksum in the history passes; repair fills it in (flyway-semantics §17).
    private static bool ChecksumsAgree(MigrationInfo info, ResolvedMigration file, AppliedMigration row) =>
        row.Checksum is null || (info.Version is null ? file.ChecksumMatches(row.Checksum) : row.Checksum == file.Checksum);

    private static InvalidMigration Mismatch(MigrationInfo info, ErrorCode code, string what, string applied, string resolved) =>
        Invalid(
            info,
            code,
            $"Migration {what} mismatch for {(info.Version is null ? $"migration {info.Applied!.Script}" : $"migration version {info.Version}")}\n-> Applied to database : {applied}\n-> Resolved locally    : {resolved}\n"
            + $"Either revert the changes to the migration, or run repair to update the schema history.");

    private static InvalidMigration Invalid(MigrationInfo info, ErrorCode code, string message) =>
        new(info.Version?.DisplayText ?? string.Empty, info.Description, info.Resolved?.Path, code, message);
}
