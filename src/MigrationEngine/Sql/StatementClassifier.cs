namespace Daybreak.MigrationEngine.Sql;

/// <summary>
/// Says what a statement is by its first key words, as the server's grammar reads them (manual, part VI, SQL Commands): comments skipped,
/// strings, quoted identifiers and what stands in parentheses never taken for key words.
/// </summary>
public static class StatementClassifier
{
    /// <summary>The class of one complete statement, given in UTF-8 without its semicolon.</summary>
    public static StatementClass Classify(ReadOnlySpan<byte> statement)
    {
        var head = new StatementHead(statement);
        while (head.Next() && head.Token[0] == (byte)'(')
        {
            // A query may begin with parentheses.
        }
        if (!head.IsWord)
        {
            return default;
        }
        if (head.Depth > 0)
        {
            return new StatementClass(SqlStatementKind.Query);
        }
        var kind = KindOf(head);
        return kind is SqlStatementKind.Other
            ? new StatementClass(kind, NonTransactionalRules.TransactionalFrom(head)) { LeavesSession = SessionRules.LeavesSession(head) }
            : kind is SqlStatementKind.CommitPrepared or SqlStatementKind.RollbackPrepared ? new StatementClass(kind, int.MaxValue)
            : kind is SqlStatementKind.Begin ? new StatementClass(kind, Modes: TransactionModeSyntax.Read(head))
            : new StatementClass(kind);
    }

    private static SqlStatementKind KindOf(StatementHead head)
    {
        var kind = KindOfFirstWord(head);
        return kind is not SqlStatementKind.Other ? kind
            : head.Is("COPY"u8) ? CopyKind(head)
            : TransactionControl.Kind(head);
    }

    private static SqlStatementKind KindOfFirstWord(StatementHead head) => (head.Token[0] | 0x20) switch
    {
        'i' when head.Is("INSERT"u8) => SqlStatementKind.Insert,
        'u' when head.Is("UPDATE"u8) => SqlStatementKind.Update,
        'd' when head.Is("DELETE"u8) => SqlStatementKind.Delete,
        'm' when head.Is("MERGE"u8) => SqlStatementKind.Merge,
        's' when head.Is("SELECT"u8) || head.Is("SHOW"u8) => SqlStatementKind.Query,
        'v' when head.Is("VALUES"u8) => SqlStatementKind.Query,
        't' when head.Is("TABLE"u8) => SqlStatementKind.Query,
        'w' when head.Is("WITH"u8) => SqlStatementKind.Query,
        'e' when head.Is("EXPLAIN"u8) || head.Is("EXECUTE"u8) => SqlStatementKind.Query,
        'f' when head.Is("FETCH"u8) => SqlStatementKind.Query,
        's' when head.Is("SET"u8) => SqlStatementKind.Set,
        'r' when head.Is("RESET"u8) => SqlStatementKind.Set,
        'c' when head.Is("CALL"u8) => SqlStatementKind.Call,
        'd' when head.Is("DO"u8) => SqlStatementKind.Do,
        _ => SqlStatementKind.Other,
    };

    /// <summary>
    /// COPY … FROM STDIN and COPY … TO STDOUT (manual: COPY); options may follow. FROM and TO come before any parenthesis but the column list's or the
    /// query's. The server's grammar takes either word for the client, whatever the direction.
    /// </summary>
    private static SqlStatementKind CopyKind(StatementHead head)
    {
        while (head.NextOutside())
        {
            if (head.Is("FROM"u8))
            {
                return IsOfClient(ref head) ? SqlStatementKind.CopyFromStdin : SqlStatementKind.Other;
            }
            if (head.Is("TO"u8))
            {
                return IsOfClient(ref head) ? SqlStatementKind.CopyToStdout : SqlStatementKind.Other;
            }
        }
        return SqlStatementKind.Other;
    }

    private static bool IsOfClient(ref StatementHead head)
    {
        head.Next();
        return head.Is("STDIN"u8) || head.Is("STDOUT"u8);
    }
}
