using System.Globalization;
using System.Text;

namespace Daybreak.HostAgent.Run;

/// <summary>Makes outside text (object keys, arguments, settings) safe to stand in one line of a log.</summary>
internal static class Printable
{
    private const int Longest = 200;

    /// <summary>The text in single quotes; what could break or forge a line is escaped, and what is too long is cut.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (var rune in text.EnumerateRunes())
        {
            if (quoted.Length > Longest)
            {
                return quoted.Append("…'").ToString();
            }

            _ = IsPlain(rune) ? quoted.Append(rune) : quoted.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
        }

        return quoted.Append('\'').ToString();
    }

    private static bool IsPlain(Rune rune) => rune.Value is not ('\'' or '\\') && Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control
        or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.PrivateUse);
}
