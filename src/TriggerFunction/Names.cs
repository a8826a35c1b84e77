using System.Buffers;

namespace Daybreak.TriggerFunction;

/// <summary>The names that may reach a command or a command line; tight enough to stand in a shell unquoted.</summary>
internal static class Names
{
    internal const string DatabaseRule = "It begins with a letter and has up to 63 letters, digits and underscores.";
    internal const string DocumentRule = "It has 3 to 256 letters, digits, '_', '-', '.', ':' and '/'.";

    internal const string LogGroupRule = "It has up to 512 letters, digits, '_', '-', '.', '/' and '#'.";

    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static readonly SearchValues<char> DatabaseCharacters = SearchValues.Create(Letters + "0123456789_");
    private static readonly SearchValues<char> DocumentCharacters = SearchValues.Create(Letters + "0123456789_-.:/");
    private static readonly SearchValues<char> LogGroupCharacters = SearchValues.Create(Letters + "0123456789_-./#");
    private static readonly SearchValues<char> TagCharacters = SearchValues.Create(Letters + "0123456789_-.:/@+");

    internal static bool IsDatabase(string name)
        => name.Length is >= 1 and <= 63 && char.IsAsciiLetter(name[0]) && !name.AsSpan().ContainsAnyExcept(DatabaseCharacters);

    internal static bool IsDocument(string name) => name.Length is >= 3 and <= 256 && !name.AsSpan().ContainsAnyExcept(DocumentCharacters);

    internal static bool IsLogGroup(string name) => name.Length is >= 1 and <= 512 && !name.AsSpan().ContainsAnyExcept(LogGroupCharacters);

    internal static bool IsTagPart(ReadOnlySpan<char> text, int longest)
        => text.Length >= 1 && text.Length <= longest && !text.ContainsAnyExcept(TagCharacters);
}
