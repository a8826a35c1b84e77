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
}
