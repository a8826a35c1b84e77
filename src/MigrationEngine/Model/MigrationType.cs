namespace Daybreak.MigrationEngine.Model;

/// <summary>The value of the history table's <c>type</c> column.</summary>
public enum MigrationType
{
    /// <summary><c>SQL</c>: a versioned or repeatable SQL file.</summary>
    Sql,

    /// <summary><c>SQL_BASELINE</c>: a baseline migration file.</summary>
    SqlBaseline,

    /// <summary><c>UNDO_SQL</c>: an undo file that was run.</summary>
    UndoSql,

    /// <summary><c>BASELINE</c>: the marker of the baseline command.</summary>
    Baseline,

    /// <summary><c>SCHEMA</c>: schemas created by Flyway.</summary>
    Schema,

    /// <summary><c>DELETE</c>: repair marked a missing migration as deleted.</summary>
    Delete,

    /// <summary><c>JDBC</c>: a Java class, run by Flyway.</summary>
    Jdbc,

    /// <summary><c>JDBC_BASELINE</c>: a Java baseline class, run by Flyway.</summary>
    JdbcBaseline,

    /// <summary><c>SCRIPT</c>: a shell script, run by Flyway.</summary>
    Script,

    /// <summary><c>SCRIPT_BASELINE</c>: a baseline shell script, run by Flyway.</summary>
    ScriptBaseline,

    /// <summary><c>CUSTOM</c>: a custom resolver's migration, run by Flyway.</summary>
    Custom,

    /// <summary><c>UNDO_JDBC</c>.</summary>
    UndoJdbc,

    /// <summary><c>UNDO_SCRIPT</c>.</summary>
    UndoScript,

    /// <summary><c>UNDO_CUSTOM</c>.</summary>
    UndoCustom,
}
