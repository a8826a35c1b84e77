namespace Daybreak.HostAgent.Configuration;

/// <summary>A value of a TOML file.</summary>
/// <param name="Text">Its text; of an array its items joined by commas.</param>
/// <param name="Items">The items of an array; null for every other value.</param>
internal sealed record TomlValue(string Text, IReadOnlyList<string>? Items);
