using Daybreak.MigrationEngine.Sql;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>Follows the transactions of a script while it runs. Pure but for its state.</summary>
internal sealed class ScriptTransaction(ScriptExecution execution)
{
    private bool _open = execution.IsOneTransaction;

    /// <summary>Whether the caller's BEGIN and COMMIT stand for the statement: the outer pair of a script that is one transaction.</summary>
    public bool LeavesOut(StatementClass statement) => execution.Kind == ScriptExecutionKind.InOwnTransaction && statement.IsTransactionBoundary;

    /// <summary>Whether the statement begins or ends a transaction in a script that held no such statement when the way it runs was decided.</summary>
    public bool IsUnforeseen(StatementClass statement) => execution.Kind == ScriptExecutionKind.InTransaction && statement.IsTransactionBoundary;

    /// <summary>
    /// Whether a BEGIN must come first: Flyway's connection is never outside a transaction, so that what follows a script's COMMIT is a new one.
    /// </summary>
    public bool BeginsBefore(StatementClass statement) =>
        execution == ScriptExecution.WithTransactionStatements && !_open && !statement.IsTransactionBoundary;

    /// <summary>Whether a script that commits statement by statement has begun a transaction and not ended it: what is in it would be lost.</summary>
    public bool IsLeftOpen => _open && execution.Kind == ScriptExecutionKind.Autocommit;

    /// <summary>Notes that a statement ran.</summary>
    public void Ran(StatementClass statement) => _open = statement.Kind switch
    {
        SqlStatementKind.Begin or SqlStatementKind.CommitAndChain => true,
        SqlStatementKind.Commit or SqlStatementKind.Rollback or SqlStatementKind.PrepareTransaction => false,
        _ => _open || execution == ScriptExecution.WithTransactionStatements,
    };
}
