using System.Text;

namespace Daybreak.HostAgent.Run.Answers;

/// <summary>How long an answer on stdout may be: SSM keeps the first 24,000 characters, and the last line has to be among them.</summary>
internal static class AnswerLength
{
    // In bytes of UTF-8, which is how the SSM agent counts; what is left is for the last line, and for what is said of the rest.
    private const int Longest = 20_000;

    /// <summary>The text, or its first lines and a sentence about the rest.</summary>
    /// <param name="text">The answer.</param>
    /// <param name="location">Where the record is that has all of it; null when there is none.</param>
    public static string Cut(string text, string? location)
    {
        if (Encoding.UTF8.GetByteCount(text) <= Longest)
        {
            return text;
        }

        var fitting = Fitting(text);
        var end = text.LastIndexOf('\n', fitting);
        var kept = text[..(end > 0 ? end : fitting)];
        var rest = location is null ? string.Empty : $"; the run record is {location}";
        return $"{kept}\n… {text.Length - kept.Length} more characters{rest}";
    }

    private static int Fitting(string text)
    {
        var (bytes, characters) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > Longest)
            {
                break;
            }

            characters += rune.Utf16SequenceLength;
        }

        return characters;
    }
}
