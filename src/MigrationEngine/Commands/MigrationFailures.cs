using Daybreak.MigrationEngine.History;
using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>Errors of failed migrations. Pure.</summary>
internal static class MigrationFailures
{
    /// <summary>The code of a failed migration.</summary>
    public static ErrorCode CodeOf(ResolvedMigration file) =>
        file.IsRepeatable ? ErrorCode.FailedRepeatableMigration : ErrorCode.FailedVersionedMigration;

    /// <summary>The error of a statement that failed.</summary>
    public static MigrationException Of(ResolvedMigration file, ScriptExecution execution, string schema, StatementException error)
    {
        var rolledBack = execution.IsOneTransaction;
        var outcome = (rolledBack, error.Report) switch
        {
            (true, null) => " The connection was lost: nothing of it, or of those behind it, is in the database unless its row is in the schema history; run info to see.",
            (true, _) => " Changes successfully rolled back.",
            _ => " Please restore backups and roll back database and code! What ran before the failure stays: remove it, then run repair.",
        };
        // COMMIT or the history row failed, not a statement of the script: Flyway counts that as an error of the database.
        return new MigrationException(
            error.Statement is null ? ErrorCode.DbConnection : CodeOf(file),
            $"Migration of schema {Identifier.Quote(schema)} {Name(file)} failed!{outcome}\n{StatementErrors.Describe(file.Script, error)}",
            error)
        {
            Place = StatementErrors.PlaceOf(error),
            SqlState = error.Report?.SqlState,
        };
    }

    /// <summary>How messages name a migration: <c>to version "2 - add email"</c>, or <c>with repeatable migration "views"</c>.</summary>
    public static string Name(ResolvedMigration file) => file.Version is null
        ? $"with repeatable migration \"{file.Description}\""
        : $"to version \"{file.Version}{(file.Description.Length == 0 ? string.Empty : " - " + file.Description)}\"";
}
