namespace Daybreak.MigrationEngine.Sql;

/// <summary>The answer of <see cref="StatementClassifier"/>.</summary>
/// <param name="Kind">What the statement is.</param>
/// <param name="TransactionalFrom">
/// The first major version of PostgreSQL whose server runs it inside a transaction block: 0 = all, <see cref="int.MaxValue"/> = none.
/// </param>
/// <param name="Modes">The modes of a BEGIN or START TRANSACTION.</param>
public readonly record struct StatementClass(
    SqlStatementKind Kind, int TransactionalFrom = 0, TransactionModes Modes = TransactionModes.None)
{
    /// <summary>Whether the session is known to be the same after it: see <see cref="SessionRules"/>.</summary>
    public bool LeavesSession { get; init; }

    /// <summary>Whether a server of this major version refuses the statement inside a transaction block.</summary>
    public bool IsNonTransactional(int serverMajorVersion) => serverMajorVersion < TransactionalFrom;

    /// <summary>Whether it begins or ends a transaction; savepoints do not.</summary>
    public bool IsTransactionBoundary => Kind is SqlStatementKind.Begin or SqlStatementKind.Commit or SqlStatementKind.CommitAndChain
        or SqlStatementKind.Rollback or SqlStatementKind.PrepareTransaction;

    /// <summary>Whether it is one of the statements that Flyway's <c>batch</c> sends together: INSERT, UPDATE, DELETE, MERGE.</summary>
    public bool IsBatchable =>
        Kind is SqlStatementKind.Insert or SqlStatementKind.Update or SqlStatementKind.Delete or SqlStatementKind.Merge;
}
