namespace Daybreak.TriggerFunction;

/// <summary>The tag of the hosts that may run migrations.</summary>
internal sealed record HostTag(string Key, string Value)
{
    internal const string Rule = "It reads key=value; both have only letters, digits, '_', '-', '.', ':', '/', '@' and '+'.";

    // AWS's limits for tags.
    private const int LongestKey = 128;
    private const int LongestValue = 256;

    /// <summary>The key that SSM wants in a command's targets.</summary>
    internal string TargetKey => $"tag:{Key}";

    /// <returns>Null when the text is not a tag.</returns>
    internal static HostTag? TryParse(string text)
    {
        var separator = text.IndexOf('=', StringComparison.Ordinal);
        return separator > 0
            && Names.IsTagPart(text.AsSpan(0, separator), LongestKey)
            && Names.IsTagPart(text.AsSpan(separator + 1), LongestValue)
                ? new HostTag(text[..separator], text[(separator + 1)..])
                : null;
    }
}
