using System.Text;

namespace Daybreak.HostAgent.Configuration;

/// <summary>
/// Reads <c>flyway.conf</c> as Flyway does: Java properties, except that backslashes stand for themselves; <c>${NAME}</c> is the
/// environment variable (empty when unset), also in the middle of a value; keys without the prefix <c>flyway.</c> are ignored.
/// </summary>
internal static class ConfFile
{
    private const string Prefix = "flyway.";

    /// <summary>The settings of a file, without their prefix.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="source">The file's path, for messages.</param>
    /// <param name="environment">Environment variables.</param>
    public static SettingSource Read(string text, string source, IReadOnlyDictionary<string, string> environment)
    {
        var settings = new SettingSource();
        foreach (var line in LogicalLines(Expand(text, environment)))
        {
            var end = line.AsSpan().IndexOfAny('=', ':', ' ');
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            end = tab >= 0 && (end < 0 || tab < end) ? tab : end;
            var key = end < 0 ? line : line[..end];
            if (key.StartsWith(Prefix, StringComparison.Ordinal))
            {
                settings.Set(key[Prefix.Length..], new SettingValue(end < 0 ? string.Empty : ValueAfter(line, end), source));
            }
        }

        return settings;
    }

    // One separator, with blanks on both sides of it.
    private static string ValueAfter(string line, int end)
    {
        var rest = line.AsSpan(end).TrimStart(" \t");
        return (rest.Length > 0 && rest[0] is '=' or ':' ? rest[1..] : rest).TrimStart(" \t").ToString();
    }

    private static IEnumerable<string> LogicalLines(string text)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n');
        var pending = new StringBuilder();
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (pending.Length == 0 && (line.Length == 0 || line[0] is '#' or '!'))
            {
                continue;
            }

            if (line.EndsWith('\\') && i + 1 < lines.Length && Continues(lines[i + 1]))
            {
                pending.Append(line.AsSpan(0, line.Length - 1));
                continue;
            }

            yield return pending.Append(line).ToString();
            pending.Clear();
        }
    }

    // A backslash at the end of a line continues it, unless what follows is blank or a property of its own.
    private static bool Continues(string next)
    {
        var trimmed = next.Trim();
        return trimmed.Length > 0
            && !(trimmed.StartsWith(Prefix, StringComparison.Ordinal) && trimmed.Contains('=', StringComparison.Ordinal));
    }

    private static string Expand(string text, IReadOnlyDictionary<string, string> environment)
    {
        var result = new StringBuilder(text.Length);
        var position = 0;
        while (position < text.Length)
        {
            var start = text.IndexOf("${", position, StringComparison.Ordinal);
            var end = start < 0 ? -1 : NameEnd(text, start + 2);
            if (start < 0)
            {
                break;
            }

            if (end < 0)
            {
                result.Append(text, position, start + 2 - position);
                position = start + 2;
                continue;
            }

            result.Append(text, position, start - position).Append(environment.GetValueOrDefault(text[(start + 2)..end]));
            position = end + 1;
        }

        return result.Append(text, position, text.Length - position).ToString();
    }

    // The position of the closing brace behind a name of letters, digits and underscores; -1 when there is no such name.
    private static int NameEnd(string text, int start)
    {
        var end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        return end > start && end < text.Length && text[end] == '}' ? end : -1;
    }
}
