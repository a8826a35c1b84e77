namespace Daybreak.MigrationEngine.Sql;

/// <summary>
/// The statements that begin and end transactions (manual: BEGIN, START TRANSACTION, COMMIT, ROLLBACK, SAVEPOINT, PREPARE TRANSACTION …).
/// </summary>
internal static class TransactionControl
{
    /// <summary>The kind, <see cref="SqlStatementKind.Other"/> for any other statement.</summary>
    public static SqlStatementKind Kind(StatementHead head)
    {
        if (head.Is("BEGIN"u8))
        {
            return SqlStatementKind.Begin;
        }
        if (head.Is("SAVEPOINT"u8))
        {
            return SqlStatementKind.Savepoint;
        }
        if (head.Is("RELEASE"u8))
        {
            return SqlStatementKind.ReleaseSavepoint;
        }
        if (head.Is("START"u8))
        {
            return Followed(ref head, "TRANSACTION"u8) ? SqlStatementKind.Begin : SqlStatementKind.Other;
        }
        if (head.Is("PREPARE"u8))
        {
            return Followed(ref head, "TRANSACTION"u8) ? SqlStatementKind.PrepareTransaction : SqlStatementKind.Other;
        }
        if (head.Is("COMMIT"u8) || head.Is("END"u8))
        {
            return EndKind(ref head, SqlStatementKind.Commit, SqlStatementKind.CommitPrepared);
        }
        return head.Is("ROLLBACK"u8) || head.Is("ABORT"u8)
            ? EndKind(ref head, SqlStatementKind.Rollback, SqlStatementKind.RollbackPrepared)
            : SqlStatementKind.Other;
    }

    private static SqlStatementKind EndKind(ref StatementHead head, SqlStatementKind plain, SqlStatementKind prepared)
    {
        head.Next();
        if (head.Is("PREPARED"u8))
        {
            return prepared;
        }
        if (!head.Skip("WORK"u8))
        {
            head.Skip("TRANSACTION"u8);
        }
        if (plain == SqlStatementKind.Rollback)
        {
            return head.Is("TO"u8) ? SqlStatementKind.RollbackToSavepoint : plain;
        }
        return head.Skip("AND"u8) && head.Is("CHAIN"u8) ? SqlStatementKind.CommitAndChain : plain;
    }

    private static bool Followed(ref StatementHead head, ReadOnlySpan<byte> keyword) => head.Next() && head.Is(keyword);
}
