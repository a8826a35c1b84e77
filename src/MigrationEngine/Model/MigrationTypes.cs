namespace Daybreak.MigrationEngine.Model;

/// <summary>Names and properties of migration types.</summary>
public static class MigrationTypes
{
    private static readonly (MigrationType Type, string Name)[] Names =
    [
        (MigrationType.Sql, "SQL"),
        (MigrationType.SqlBaseline, "SQL_BASELINE"),
        (MigrationType.UndoSql, "UNDO_SQL"),
        (MigrationType.Baseline, "BASELINE"),
        (MigrationType.Schema, "SCHEMA"),
        (MigrationType.Delete, "DELETE"),
        (MigrationType.Jdbc, "JDBC"),
        (MigrationType.JdbcBaseline, "JDBC_BASELINE"),
        (MigrationType.Script, "SCRIPT"),
        (MigrationType.ScriptBaseline, "SCRIPT_BASELINE"),
        (MigrationType.Custom, "CUSTOM"),
        (MigrationType.UndoJdbc, "UNDO_JDBC"),
        (MigrationType.UndoScript, "UNDO_SCRIPT"),
        (MigrationType.UndoCustom, "UNDO_CUSTOM"),
    ];

    /// <summary>The value in the history table and in JSON.</summary>
    public static string Name(this MigrationType type) => Array.Find(Names, n => n.Type == type).Name;

    /// <summary>Reads the value of the history table.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Error"/>: no such type.</exception>
    public static MigrationType Parse(string name) => name switch
    {
        // Flyway's own aliases for rows of old versions.
        "SPRING_JDBC" => MigrationType.Jdbc,
        "JDBC_STATE_SCRIPT" => MigrationType.JdbcBaseline,
        _ => Array.Exists(Names, n => n.Name == name)
            ? Array.Find(Names, n => n.Name == name).Type
            : throw new MigrationException(
                ErrorCode.Error,
                $"Unknown migration type '{name}' found in schema history. You might be missing a required extension JAR on the classpath."),
    };

    /// <summary>Rows the tool wrote by itself: BASELINE, SCHEMA, DELETE.</summary>
    public static bool IsSynthetic(this MigrationType type) => type is MigrationType.Baseline or MigrationType.Schema or MigrationType.Delete;

    /// <summary>What a process runs, not the server.</summary>
    public static bool IsScript(this MigrationType type) =>
        type is MigrationType.Script or MigrationType.ScriptBaseline or MigrationType.UndoScript;

    /// <summary>Undo rows.</summary>
    public static bool IsUndo(this MigrationType type) =>
        type is MigrationType.UndoSql or MigrationType.UndoJdbc or MigrationType.UndoScript or MigrationType.UndoCustom;

    /// <summary>The baseline marker and baseline migrations.</summary>
    public static bool IsBaseline(this MigrationType type) =>
        type is MigrationType.Baseline or MigrationType.SqlBaseline or MigrationType.JdbcBaseline or MigrationType.ScriptBaseline;
}
