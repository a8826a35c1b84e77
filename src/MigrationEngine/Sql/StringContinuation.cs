namespace Daybreak.MigrationEngine.Sql;

/// <summary>
/// Two string constants separated by white space with at least one line end are one constant (manual 4.1.2.1), and the second is read by
/// the rules of the first. Line comments count as white space here, block comments do not.
/// </summary>
internal static class StringContinuation
{
    /// <summary>Whether <paramref name="gap"/>, the text between two quotes, joins them.</summary>
    public static bool IsBetween(ReadOnlySpan<byte> gap)
    {
        var lineEnd = false;
        while (!gap.IsEmpty)
        {
            if (gap.StartsWith("--"u8))
            {
                var end = gap.IndexOfAny((byte)'\n', (byte)'\r');
                gap = end < 0 ? default : gap[end..];
                continue;
            }
            if (!SqlBytes.IsWhiteSpace(gap[0]))
            {
                return false;
            }
            lineEnd |= gap[0] is (byte)'\n' or (byte)'\r';
            gap = gap[1..];
        }
        return lineEnd;
    }
}
