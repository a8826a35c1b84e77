namespace Daybreak.MigrationEngine.Resolve;

/// <summary>What a file is, by its name.</summary>
public enum ResourceKind
{
    /// <summary>Not named like a migration or callback.</summary>
    Unrecognised,

    /// <summary><c>V1__x.sql</c>.</summary>
    Versioned,

    /// <summary><c>B1__x.sql</c>.</summary>
    Baseline,

    /// <summary><c>U1__x.sql</c>.</summary>
    Undo,

    /// <summary><c>R__x.sql</c>.</summary>
    Repeatable,

    /// <summary><c>beforeMigrate__x.sql</c>.</summary>
    Callback,
}
