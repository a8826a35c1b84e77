namespace Daybreak.MigrationEngine.Sql;

/// <summary>
/// Follows a script's own <c>SET standard_conforming_strings</c> (manual 20.13.1), as psql follows the server: while it is off a backslash
/// escapes in plain strings too. Only what a top-level SET or RESET says is seen; a change by set_config(), by a function or undone by
/// ROLLBACK is not.
/// </summary>
internal static class StandardConformingStrings
{
    /// <summary>The new value, or <see langword="null"/> if <paramref name="statement"/>, a SET or RESET, does not concern it.</summary>
    public static bool? After(ReadOnlySpan<byte> statement)
    {
        var head = new StatementHead(statement);
        head.Next();
        var reset = head.Is("RESET"u8);
        head.Next();
        if (reset)
        {
            return head.Is("standard_conforming_strings"u8) || head.Is("ALL"u8) ? true : null;
        }
        if (!head.Skip("SESSION"u8))
        {
            head.Skip("LOCAL"u8);
        }
        if (!head.Is("standard_conforming_strings"u8))
        {
            return null;
        }
        head.Next();
        head.Next();
        return !IsOff(head);
    }

    private static bool IsOff(StatementHead head) => head.Is("off"u8) || head.Is("false"u8) || head.Is("no"u8) || head.Is("0"u8)
        || head.Is("'off'"u8) || head.Is("'false'"u8) || head.Is("'no'"u8) || head.Is("'0'"u8);
}
