namespace Daybreak.MigrationEngine.Sql;

/// <summary>
/// The statements after which a session is known to be as it was before: definitions that change the catalogs and run no function of the
/// database's, so that no code could have set a role, a search path or any other setting. What an event trigger does beside is for the caller
/// to know. ALTER TABLE is not among them: defaults, checks and USING are evaluated for the rows there are.
/// </summary>
internal static class SessionRules
{
    /// <summary>Whether the statement is one of them. <paramref name="head"/> stands on the first word.</summary>
    public static bool LeavesSession(StatementHead head) =>
        head.Is("COMMENT"u8) || head.Is("GRANT"u8) || head.Is("REVOKE"u8) || head.Is("DROP"u8) || (head.Skip("CREATE"u8) && IsDefinition(head));

    private static bool IsDefinition(StatementHead head)
    {
        if (head.Skip("OR"u8))
        {
            head.Skip("REPLACE"u8);
        }
        _ = head.Skip("UNIQUE"u8) || head.Skip("UNLOGGED"u8) || head.Skip("TEMPORARY"u8) || head.Skip("TEMP"u8);
        // The functions of an index run as the table's owner, and what they set is taken back (manual: CREATE INDEX, notes).
        return head.Is("INDEX"u8) || head.Is("SEQUENCE"u8) || head.Is("VIEW"u8) || head.Is("TYPE"u8) || head.Is("DOMAIN"u8)
            || head.Is("FUNCTION"u8) || head.Is("PROCEDURE"u8) || head.Is("TRIGGER"u8) || head.Is("SCHEMA"u8)
            || (head.Is("TABLE"u8) && !Evaluates(head));
    }

    /// <summary>CREATE TABLE … AS, or PARTITION OF, whose bounds are evaluated: outside of parentheses the words stand nowhere else.</summary>
    private static bool Evaluates(StatementHead head)
    {
        while (head.NextOutside())
        {
            if (head.Is("AS"u8) || head.Is("OF"u8))
            {
                return true;
            }
        }
        return false;
    }
}
