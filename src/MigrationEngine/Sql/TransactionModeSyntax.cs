namespace Daybreak.MigrationEngine.Sql;

/// <summary>Reads and writes <c>transaction_mode [, ...]</c> (PostgreSQL manual: START TRANSACTION); the commas are optional.</summary>
internal static class TransactionModeSyntax
{
    private static readonly (TransactionModes Mode, string Sql)[] Modes =
    [
        (TransactionModes.Serializable, "ISOLATION LEVEL SERIALIZABLE"),
        (TransactionModes.RepeatableRead, "ISOLATION LEVEL REPEATABLE READ"),
        (TransactionModes.ReadCommitted, "ISOLATION LEVEL READ COMMITTED"),
        (TransactionModes.ReadUncommitted, "ISOLATION LEVEL READ UNCOMMITTED"),
        (TransactionModes.ReadWrite, "READ WRITE"),
        (TransactionModes.ReadOnly, "READ ONLY"),
        (TransactionModes.Deferrable, "DEFERRABLE"),
        (TransactionModes.NotDeferrable, "NOT DEFERRABLE"),
    ];

    /// <summary>The modes behind BEGIN [WORK | TRANSACTION] or START TRANSACTION; what is none of them is the server's to refuse.</summary>
    /// <param name="head">The statement, at its first word.</param>
    public static TransactionModes Read(StatementHead head)
    {
        head.Next();
        if (!head.Skip("WORK"u8))
        {
            head.Skip("TRANSACTION"u8);
        }

        var modes = TransactionModes.None;
        for (; !head.AtEnd; head.Next())
        {
            modes |= ReadOne(ref head);
        }

        return modes;
    }

    /// <summary>BEGIN with the modes.</summary>
    public static string Begin(TransactionModes modes) => modes == TransactionModes.None
        ? "BEGIN"
        : "BEGIN " + string.Join(", ", Modes.Where(one => modes.HasFlag(one.Mode)).Select(one => one.Sql));

    private static TransactionModes ReadOne(ref StatementHead head)
    {
        if (head.Is("SERIALIZABLE"u8))
        {
            return TransactionModes.Serializable;
        }

        if (head.Skip("REPEATABLE"u8))
        {
            return TransactionModes.RepeatableRead;
        }

        if (head.Skip("NOT"u8))
        {
            return TransactionModes.NotDeferrable;
        }

        return head.Is("DEFERRABLE"u8) ? TransactionModes.Deferrable
            : !head.Skip("READ"u8) ? TransactionModes.None
            : head.Is("COMMITTED"u8) ? TransactionModes.ReadCommitted
            : head.Is("UNCOMMITTED"u8) ? TransactionModes.ReadUncommitted
            : head.Is("ONLY"u8) ? TransactionModes.ReadOnly
            : head.Is("WRITE"u8) ? TransactionModes.ReadWrite
            : TransactionModes.None;
    }
}
