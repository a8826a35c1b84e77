using System.Text.Json.Nodes;

namespace Daybreak.Cdk.Tests.Golden;

/// <summary>What differs between two JSON texts, place by place.</summary>
internal static class Differences
{
    /// <summary>One line for each place; empty when the two are equal. The order of members does not count.</summary>
    public static IEnumerable<string> Between(JsonNode? expected, JsonNode? actual, string place = "") => (expected, actual) switch
    {
        (JsonObject left, JsonObject right) => left.Select(pair => pair.Key).Union(right.Select(pair => pair.Key))
            .SelectMany(key => Between(left[key], right[key], $"{place}/{key}")),
        (JsonArray left, JsonArray right) => Enumerable.Range(0, Math.Max(left.Count, right.Count))
            .SelectMany(index => Between(left.ElementAtOrDefault(index), right.ElementAtOrDefault(index), $"{place}/{index}")),
        _ when JsonNode.DeepEquals(expected, actual) => [],
        _ => [$"{place}\n  expected: {Text(expected)}\n  is:       {Text(actual)}"],
    };

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "(nothing)";
}
