namespace Daybreak.MigrationEngine.Sql;

/// <summary>What a statement is, as far as running a migration depends on it.</summary>
public enum SqlStatementKind
{
    /// <summary>Any other statement.</summary>
    Other,

    /// <summary>INSERT.</summary>
    Insert,

    /// <summary>UPDATE.</summary>
    Update,

    /// <summary>DELETE.</summary>
    Delete,

    /// <summary>MERGE.</summary>
    Merge,

    /// <summary>SELECT, VALUES, TABLE, WITH, SHOW, EXPLAIN, EXECUTE, FETCH: its answer may hold rows.</summary>
    Query,

    /// <summary>COPY … FROM STDIN: data follows in the script.</summary>
    CopyFromStdin,

    /// <summary>COPY … TO STDOUT: rows for a client that takes them, which a migration has not.</summary>
    CopyToStdout,

    /// <summary>CALL: the procedure may end the transaction.</summary>
    Call,

    /// <summary>DO: the block may end the transaction.</summary>
    Do,

    /// <summary>SET or RESET.</summary>
    Set,

    /// <summary>BEGIN or START TRANSACTION, with any modes.</summary>
    Begin,

    /// <summary>COMMIT or END.</summary>
    Commit,

    /// <summary>COMMIT or END … AND CHAIN: the next transaction begins at once.</summary>
    CommitAndChain,

    /// <summary>ROLLBACK or ABORT of the transaction, with or without AND CHAIN.</summary>
    Rollback,

    /// <summary>SAVEPOINT.</summary>
    Savepoint,

    /// <summary>RELEASE [SAVEPOINT].</summary>
    ReleaseSavepoint,

    /// <summary>ROLLBACK [WORK | TRANSACTION] TO [SAVEPOINT].</summary>
    RollbackToSavepoint,

    /// <summary>PREPARE TRANSACTION.</summary>
    PrepareTransaction,

    /// <summary>COMMIT PREPARED.</summary>
    CommitPrepared,

    /// <summary>ROLLBACK PREPARED.</summary>
    RollbackPrepared,
}
