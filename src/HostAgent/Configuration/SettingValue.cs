namespace Daybreak.HostAgent.Configuration;

/// <summary>A setting as some source gave it.</summary>
/// <param name="Text">The text; of a TOML array its items joined by commas.</param>
/// <param name="Items">The items of a TOML array, which may hold commas themselves; null for every other value.</param>
/// <param name="Source">Where it comes from, as messages name it: <c>the command line</c>, <c>FLYWAY_TARGET</c>, a file.</param>
internal sealed record SettingValue(string Text, IReadOnlyList<string>? Items, string Source)
{
    public SettingValue(string text, string source)
        : this(text, null, source)
    {
    }

    /// <summary>The value as a list: separated by commas, blanks around items and empty items dropped, as Flyway reads lists.</summary>
    public IReadOnlyList<string> List => Items ?? Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
