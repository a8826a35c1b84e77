namespace Daybreak.MigrationEngine.Resolve;

/// <summary>The events a callback file can be named after.</summary>
public static class CallbackEvent
{
    /// <summary>All names, longest first, because a file name may begin with more than one of them.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        .. new[]
        {
            "afterConnect",
            "beforeClean", "afterClean", "afterCleanError",
            "createSchema", "beforeCreateSchema",
            "beforeMigrate", "afterMigrate", "afterMigrateApplied", "afterMigrateError", "afterMigrateOperationFinish",
            "beforeEachMigrate", "afterEachMigrate", "afterEachMigrateError",
            "beforeEachMigrateStatement", "afterEachMigrateStatement", "afterEachMigrateStatementError",
            "beforeRepeatables", "afterVersioned",
            "beforeUndo", "afterUndo", "afterUndoError",
            "beforeEachUndo", "afterEachUndo", "afterEachUndoError",
            "beforeEachUndoStatement", "afterEachUndoStatement", "afterEachUndoStatementError",
            "beforeValidate", "afterValidate", "afterValidateError",
            "beforeBaseline", "afterBaseline", "afterBaselineError",
            "beforeRepair", "afterRepair", "afterRepairError",
            "beforeInfo", "afterInfo", "afterInfoError", "afterInfoOperationFinish",
        }.OrderByDescending(name => name.Length).ThenBy(name => name, StringComparer.Ordinal),
    ];
}
