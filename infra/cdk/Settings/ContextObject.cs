using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Daybreak.Cdk.Settings;

/// <summary>Reads the members of one object of the context and collects every problem.</summary>
internal sealed class ContextObject(string name, JsonObject json, List<string> problems)
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    /// <summary>The object at a key of the context; <see langword="null"/> when it is absent, or after a problem.</summary>
    public static ContextObject? Find(JsonObject context, string key, List<string> problems)
    {
        switch (context[key])
        {
            case null:
                return null;
            case JsonObject json:
                return new ContextObject(key, json, problems);
            case var value:
                problems.Add($"{key}: {value.ToJsonString()} is not an object; see docs/deploy.md for its members");
                return null;
        }
    }

    /// <summary>Whether the member is there.</summary>
    public bool Has(string member) => json[member] is not null;

    /// <summary>A text that must be there and match; empty after a problem.</summary>
    public string Required(string member, Regex pattern, string example)
    {
        if (!Has(member))
        {
            known.Add(member);
            problems.Add($"{name}: '{member}' is missing; give it, for example {example}");
            return string.Empty;
        }

        return Optional(member, pattern, example) ?? string.Empty;
    }

    /// <summary>A text that must match; <see langword="null"/> when it is absent, or after a problem.</summary>
    public string? Optional(string member, Regex pattern, string example)
    {
        known.Add(member);
        return json[member] is { } value ? Checked($"'{member}'", value, pattern, example) : null;
    }

    /// <summary>A whole number; the default when it is absent, or after a problem.</summary>
    public int Number(string member, int from, int to, int otherwise)
    {
        known.Add(member);
        if (json[member] is not { } value)
        {
            return otherwise;
        }

        if (value.GetValueKind() == JsonValueKind.Number && value.AsValue().TryGetValue<int>(out var number) && number >= from && number <= to)
        {
            return number;
        }

        problems.Add($"{name}: '{member}' is {value.ToJsonString()}; use a whole number from {from} to {to}");
        return otherwise;
    }

    /// <summary>A list of texts that match; empty after a problem.</summary>
    public ImmutableArray<string> List(string member, Regex pattern, string example)
    {
        known.Add(member);
        if (json[member] is JsonArray { Count: > 0 } list)
        {
            return [.. list.Select(item => Checked($"'{member}'", item, pattern, example)).OfType<string>()];
        }

        problems.Add($"{name}: '{member}' must be a list that is not empty; give it, for example [{example}]");
        return [];
    }

    /// <summary>An object of any content; <see langword="null"/> when it is absent, or after a problem.</summary>
    public JsonObject? Object(string member)
    {
        known.Add(member);
        if (json[member] is null or JsonObject)
        {
            return json[member] as JsonObject;
        }

        problems.Add($"{name}: '{member}' is {json[member]!.ToJsonString()}; use an object");
        return null;
    }

    /// <summary>Reports members that nobody asked for.</summary>
    public void RefuseUnknown() => problems.AddRange(
        from member in json.Select(pair => pair.Key)
        where !known.Contains(member)
        select $"{name}: '{member}' is not a member; there are {string.Join(", ", known)}");

    private string? Checked(string what, JsonNode? value, Regex pattern, string example)
    {
        if (value?.GetValueKind() == JsonValueKind.String && pattern.IsMatch(value.GetValue<string>()))
        {
            return value.GetValue<string>();
        }

        problems.Add($"{name}: {what} has {value?.ToJsonString() ?? "null"}, which is not of the form {example}");
        return null;
    }
}
