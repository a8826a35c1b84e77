using Daybreak.MigrationEngine.History;
using Daybreak.MigrationEngine.Info;
using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>What keeps migrate from running anything, validation aside. Pure.</summary>
internal static class MigrateChecks
{
    /// <summary>Refuses a history with a failed migration; one newer than every file is left to validation, whose default patterns pass it.</summary>
    /// <exception cref="MigrationException">
    /// <see cref="ErrorCode.FailedVersionedMigration"/> or <see cref="ErrorCode.FailedRepeatableMigration"/>: there is one.
    /// </exception>
    public static void RefuseFailed(MigrationInfos infos, string schema)
    {
        var failed = infos.All.FirstOrDefault(info => info.State is MigrationState.Failed or MigrationState.MissingFailed);
        if (failed is null)
        {
            return;
        }

        throw failed.Version is null
            ? new MigrationException(
                ErrorCode.FailedRepeatableMigration,
                $"Schema {Identifier.Quote(schema)} contains a failed repeatable migration ({failed.Description}) !")
            : new MigrationException(
                ErrorCode.FailedVersionedMigration,
                $"Schema {Identifier.Quote(schema)} contains a failed migration to version {failed.Version} !");
    }

    /// <summary>Refuses a target version that no migration has, unless it was written with a question mark.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Error"/>: there is no such migration.</exception>
    public static void RefuseMissingTarget(MigrationInfos infos, MigrationTarget target)
    {
        if (target is { Kind: MigrationTargetKind.Version, FailWhenMissing: true } && !infos.All.Any(info => info.Version == target.Version))
        {
            throw new MigrationException(
                ErrorCode.Error,
                $"No migration with a target version {target.Version} could be found. Ensure target is specified correctly and the migration exists.");
        }
    }
}
