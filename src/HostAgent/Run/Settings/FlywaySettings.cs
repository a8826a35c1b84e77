using System.Text.Json;

namespace Daybreak.HostAgent.Run.Settings;

/// <summary>Reads the <c>flyway</c> object of a database's settings.</summary>
internal static class FlywaySettings
{
    private static readonly string[] Ours = ["url", "user", "password", "locations"];

    /// <summary>Gives the settings by name; a list is joined by commas and an object's members follow a dot, as in flyway.conf.</summary>
    public static IReadOnlyDictionary<string, string> Read(IEnumerable<JsonProperty> properties, List<string> problems)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in properties)
        {
            if (Array.Exists(Ours, o => o.Equals(property.Name, StringComparison.OrdinalIgnoreCase)))
            {
                problems.Add($"'flyway.{property.Name}' is not allowed: the run itself says where the database and the migrations are.");
                continue;
            }

            Add(property.Name, property.Value, settings, problems);
        }

        return settings;
    }

    private static void Add(string name, JsonElement value, Dictionary<string, string> settings, List<string> problems)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
            {
                Add($"{name}.{member.Name}", member.Value, settings, problems);
            }
        }
        else if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(v => Scalar(v) is not null))
        {
            settings[name] = string.Join(',', value.EnumerateArray().Select(Scalar));
        }
        else if (Scalar(value) is { } text)
        {
            settings[name] = text;
        }
        else
        {
            problems.Add($"{Printable.Quote("flyway." + name)} must be a text, a number, true or false, or a list of these.");
        }
    }

    private static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };
}
