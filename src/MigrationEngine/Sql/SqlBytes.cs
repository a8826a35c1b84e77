using System.Buffers;

namespace Daybreak.MigrationEngine.Sql;

/// <summary>
/// The character classes of PostgreSQL's scanner (manual 4.1, Lexical Structure) over UTF-8 bytes: every byte of a character beyond ASCII
/// counts as a letter, as it does on the server.
/// </summary>
internal static class SqlBytes
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
    private const string Digits = "0123456789";

    /// <summary>White space: blank, tab, LF, VT, FF, CR.</summary>
    public static readonly SearchValues<byte> WhiteSpace = SearchValues.Create(" \t\n\v\f\r"u8);

    /// <summary>What alone makes no statement: white space, parentheses and semicolons within them.</summary>
    public static readonly SearchValues<byte> Empty = SearchValues.Create("(); \t\n\v\f\r"u8);

    /// <summary>What an identifier may go on with (4.1.1): letters, digits, <c>_</c>, <c>$</c>.</summary>
    public static readonly SearchValues<byte> IdentifierPart = Class(Letters + Digits + "$", beyondAscii: true);

    /// <summary>
    /// What a dollar tag, or a number with whatever sticks to it, may go on with: an identifier's characters but <c>$</c>.
    /// </summary>
    public static readonly SearchValues<byte> TagPart = Class(Letters + Digits, beyondAscii: true);

    /// <summary>The bytes that can change the scanner's state where words do not matter.</summary>
    public static readonly SearchValues<byte> Significant = SearchValues.Create("'\"$;()-/\\"u8);

    private static readonly SearchValues<byte> Start = Class(Letters, beyondAscii: true);

    public static bool IsIdentifierStart(byte b) => Start.Contains(b);

    public static bool IsIdentifierPart(byte b) => IdentifierPart.Contains(b);

    public static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';

    public static bool IsWhiteSpace(byte b) => b is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r');

    private static SearchValues<byte> Class(string ascii, bool beyondAscii)
    {
        var bytes = new List<byte>(ascii.Select(c => (byte)c));
        if (beyondAscii)
        {
            bytes.AddRange(Enumerable.Range(0x80, 0x80).Select(b => (byte)b));
        }
        return SearchValues.Create(bytes.ToArray());
    }
}
