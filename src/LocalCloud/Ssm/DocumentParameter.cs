using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Daybreak.LocalCloud.Hosting;

namespace Daybreak.LocalCloud.Ssm;

/// <summary>A parameter that a document declares, and what it allows.</summary>
internal sealed record DocumentParameter
{
    private static readonly TimeSpan _patternPatience = TimeSpan.FromSeconds(1);

    public required string Name { get; init; }

    /// <summary><c>String</c> or <c>StringList</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The values where the caller gives none; null makes the parameter mandatory.</summary>
    public IReadOnlyList<string>? Default { get; init; }

    public IReadOnlyList<string> AllowedValues { get; init; } = [];

    /// <summary>A regular expression that the whole value must match.</summary>
    public string? AllowedPattern { get; init; }

    /// <summary>Reads a declaration of the document's content.</summary>
    public static DocumentParameter Read(string name, JsonObject declaration) => new()
    {
        Name = name,
        Type = declaration.Optional("type") ?? "String",
        Default = declaration["default"] is JsonArray ? declaration.Strings("default")
            : declaration["default"] is { } value ? [value.ToString()] : null,
        AllowedValues = [.. (declaration["allowedValues"] as JsonArray ?? []).Select(value => value!.ToString())],
        AllowedPattern = declaration.Optional("allowedPattern"),
    };

    /// <summary>The values that count: those given, else the default.</summary>
    /// <exception cref="ServiceException">InvalidParameters: one is missing or not allowed.</exception>
    public IReadOnlyList<string> Accept(IReadOnlyList<string>? given)
    {
        var values = given ?? Default ?? throw Refuse($"Parameter \"{Name}\" is required but was not provided.");
        if (Type == "String" && values.Count != 1)
        {
            throw Refuse($"Parameter \"{Name}\" takes one value, not {values.Count}.");
        }

        foreach (var value in values)
        {
            if (AllowedValues.Count > 0 && !AllowedValues.Contains(value))
            {
                throw Refuse($"Parameter \"{Name}\" has value \"{value}\" not in [{string.Join(", ", AllowedValues)}].");
            }

            if (AllowedPattern is not null && !MatchesWhole(value, AllowedPattern))
            {
                throw Refuse($"Parameter \"{Name}\" has value \"{value}\" not matching \"{AllowedPattern}\".");
            }
        }

        return values;
    }

    // .NET's $ also matches before a final line feed, which must not pass: hence the length.
    private static bool MatchesWhole(string value, string pattern)
    {
        var match = Regex.Match(value, pattern, RegexOptions.CultureInvariant, _patternPatience);
        return match.Success && match.Index == 0 && match.Length == value.Length;
    }

    private static ServiceException Refuse(string message) => new("InvalidParameters", message);
}
