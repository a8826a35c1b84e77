using System.Globalization;
using System.Text.Json;

namespace Daybreak.HostAgent.Run.Settings;

/// <summary>Reads properties of a JSON object one by one and collects every problem instead of stopping at the first.</summary>
internal sealed class SettingsObject(JsonElement element, List<string> problems)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>A text that must be there; empty after a problem.</summary>
    public string Required(string name)
    {
        var text = Optional(name);
        if (text is null && !HasProblemWith(name))
        {
            problems.Add($"'{name}' is missing.");
        }

        return text ?? string.Empty;
    }

    /// <summary>A text; null when it is absent, or after a problem.</summary>
    public string? Optional(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text && text.Trim().Length == text.Length)
        {
            return text;
        }

        problems.Add($"'{name}' must be a text that is not empty and has no blanks around it, not {Printable.Quote(value.GetRawText())}.");
        return null;
    }

    /// <summary>A text, or a list of texts; empty when it is absent, or after a problem.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        if (Find(name) is not { ValueKind: JsonValueKind.Array } list)
        {
            return Optional(name) is { } text ? [text] : [];
        }

        if (list.GetArrayLength() > 0 && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
        {
            return [.. list.EnumerateArray().Select(item => item.GetString()!)];
        }

        problems.Add($"'{name}' must be a text or a list of texts, not {Printable.Quote(list.GetRawText())}.");
        return [];
    }

    /// <summary>A number, or a text that is one, as CloudFormation's attributes are; null when it is absent, or after a problem.</summary>
    public double? Number(string name, double from, double to, bool whole)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number >= from && number <= to && (!whole || double.IsInteger(number)))
        {
            return number;
        }

        var kind = whole ? "whole number" : "number";
        problems.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"'{name}' must be a {kind} from {from} to {to}, not {Printable.Quote(value.GetRawText())}."));
        return null;
    }

    /// <summary>The properties of an object; empty when it is absent, or after a problem.</summary>
    public IEnumerable<JsonProperty> Properties(string name)
    {
        if (Find(name) is not { } value)
        {
            return [];
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            return value.EnumerateObject();
        }

        problems.Add($"'{name}' must be an object, not {Printable.Quote(value.GetRawText())}.");
        return [];
    }

    /// <summary>Reports the properties that nobody asked for: most are typing errors of one that somebody meant.</summary>
    public void RefuseUnknown()
    {
        foreach (var property in element.EnumerateObject().Where(p => !_known.Contains(p.Name)))
        {
            problems.Add($"{Printable.Quote(property.Name)} is not a setting; there are {string.Join(", ", _known)}.");
        }
    }

    private bool HasProblemWith(string name) => problems.Exists(p => p.StartsWith($"'{name}' ", StringComparison.Ordinal));

    private JsonElement? Find(string name)
    {
        _known.Add(name);
        return element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }
}
