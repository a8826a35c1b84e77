namespace Daybreak.MigrationEngine.Commands;

/// <summary>How a script runs with regard to transactions.</summary>
internal enum ScriptExecutionKind
{
    /// <summary>All statements and the history row in one transaction.</summary>
    InTransaction,

    /// <summary>The script's own BEGIN … COMMIT around everything is that one transaction.</summary>
    InOwnTransaction,

    /// <summary>
    /// The script begins and ends transactions as it likes; between them a new one begins with the next statement, as on Flyway's connection.
    /// </summary>
    WithTransactionStatements,

    /// <summary>Every statement commits by itself.</summary>
    Autocommit,
}
