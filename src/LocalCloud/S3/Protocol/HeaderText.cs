using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Daybreak.LocalCloud.S3.Protocol;

/// <summary>Text in headers: S3 answers with RFC 2047 where it is not ASCII, and takes that as well.</summary>
internal static class HeaderText
{
    private const string Start = "=?UTF-8?B?";
    private const string End = "?=";

    /// <summary>A value that HTTP can carry.</summary>
    public static string Encode(string value) =>
        value.All(character => character is >= ' ' and <= '~' or '\t')
            ? value
            : Start + Convert.ToBase64String(Encoding.UTF8.GetBytes(value)) + End;

    /// <summary>The text of a value, decoded where it is one encoded word.</summary>
    public static string Decode(string value)
    {
        if (!value.StartsWith(Start, StringComparison.OrdinalIgnoreCase) || !value.EndsWith(End, StringComparison.Ordinal))
        {
            return value;
        }

        var bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value[Start.Length..^End.Length], bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : value;
    }

    [SuppressMessage("Globalization", "CA1308:Normalize strings to uppercase", Justification = "S3 returns header names in lower case.")]
    public static string LowerCase(string name) => name.ToLowerInvariant();
}
