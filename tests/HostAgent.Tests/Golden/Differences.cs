using System.Text.Json;
using System.Text.Json.Nodes;

namespace Daybreak.HostAgent.Tests.Golden;

/// <summary>Compares what a step gave with what is expected of it.</summary>
internal static class Differences
{
    private const string AnyValue = "*";

    /// <summary>The differences; none when one of the expected alternatives fits, else those from the last one.</summary>
    public static IReadOnlyList<string> Between(JsonNode expected, JsonNode actual)
    {
        var alternatives = expected["anyOf"] is JsonArray several ? several.Select(one => one!) : [expected];
        List<string> differences = [];
        foreach (var alternative in alternatives)
        {
            differences = [];
            Compare(alternative, actual, string.Empty, differences);
            if (differences.Count == 0)
            {
                break;
            }
        }

        return differences;
    }

    private static void Compare(JsonNode? expected, JsonNode? actual, string where, List<string> differences)
    {
        if (IsAny(expected))
        {
            return;
        }

        switch (expected, actual)
        {
            case (JsonObject one, JsonObject other):
                foreach (var (key, value) in one.Where(member => member.Key != "extra"))
                {
                    Compare(value, other[key], where.Length == 0 ? key : $"{where}.{key}", differences);
                }

                break;
            case (JsonArray one, JsonArray other):
                for (var i = 0; i < Math.Max(one.Count, other.Count); i++)
                {
                    CompareEntry(one, other, i, where, differences);
                }

                break;
            default:
                if (!JsonNode.DeepEquals(expected, actual))
                {
                    differences.Add($"{where}: expected {Text(expected)}, got {Text(actual)}");
                }

                break;
        }
    }

    private static void CompareEntry(JsonArray expected, JsonArray actual, int i, string where, List<string> differences)
    {
        if (i >= expected.Count)
        {
            differences.Add($"{where}[{i}]: unexpected {Text(actual[i])}");
        }
        else if (i >= actual.Count)
        {
            differences.Add($"{where}[{i}]: missing {Text(expected[i])}");
        }
        else
        {
            Compare(expected[i], actual[i], $"{where}[{i}]", differences);
        }
    }

    private static bool IsAny(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String && (string)value! == AnyValue;

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";
}
