namespace Daybreak.MigrationEngine.Sql;

/// <summary>
/// Notices a script's own <c>SET client_encoding</c> or <c>SET NAMES</c> (manual 24.3.3). Scripts are sent as UTF-8 whatever their file's encoding is:
/// a server that takes it for another one would store other characters. Flyway's driver gives up as soon as the server reports such a change.
/// </summary>
internal static class ClientEncoding
{
    /// <summary>Whether <paramref name="statement"/>, a SET or RESET, leaves UTF-8 for another encoding.</summary>
    public static bool IsLeftBy(ReadOnlySpan<byte> statement)
    {
        var head = new StatementHead(statement);
        head.Next();
        if (!head.Skip("SET"u8))
        {
            return false;
        }
        if (!head.Skip("SESSION"u8))
        {
            head.Skip("LOCAL"u8);
        }
        if (head.Is("client_encoding"u8))
        {
            head.Next();
        }
        else if (!head.Is("NAMES"u8))
        {
            return false;
        }
        head.Next();
        return !head.AtEnd && !head.Is("DEFAULT"u8) && !IsUtf8(head.Token);
    }

    // As the server reads a name: only letters and digits count, in any case; Unicode is its old name.
    private static bool IsUtf8(ReadOnlySpan<byte> name)
    {
        Span<char> normal = stackalloc char[8];
        var length = 0;
        foreach (var b in name)
        {
            if (!char.IsAsciiLetterOrDigit((char)b))
            {
                continue;
            }
            if (length == normal.Length)
            {
                return false;
            }
            normal[length++] = char.ToLowerInvariant((char)b);
        }
        return normal[..length] is "utf8" or "unicode";
    }
}
