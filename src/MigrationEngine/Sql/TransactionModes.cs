namespace Daybreak.MigrationEngine.Sql;

/// <summary>The modes that a BEGIN or START TRANSACTION asks for (PostgreSQL manual: START TRANSACTION, <c>transaction_mode</c>).</summary>
[Flags]
public enum TransactionModes
{
    /// <summary>None: the session's defaults.</summary>
    None = 0,

    /// <summary>ISOLATION LEVEL SERIALIZABLE.</summary>
    Serializable = 1,

    /// <summary>ISOLATION LEVEL REPEATABLE READ.</summary>
    RepeatableRead = 2,

    /// <summary>ISOLATION LEVEL READ COMMITTED.</summary>
    ReadCommitted = 4,

    /// <summary>ISOLATION LEVEL READ UNCOMMITTED.</summary>
    ReadUncommitted = 8,

    /// <summary>READ WRITE.</summary>
    ReadWrite = 16,

    /// <summary>READ ONLY.</summary>
    ReadOnly = 32,

    /// <summary>DEFERRABLE.</summary>
    Deferrable = 64,

    /// <summary>NOT DEFERRABLE.</summary>
    NotDeferrable = 128,
}
