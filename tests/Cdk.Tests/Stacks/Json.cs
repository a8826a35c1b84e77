using System.Text.Json;
using System.Text.Json.Nodes;

namespace Daybreak.Cdk.Tests.Stacks;

/// <summary>Compares JSON: the order of members does not count, that of elements does.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void AssertEqual(string expected, JsonNode? actual) =>
        Assert.Equal(Text(JsonNode.Parse(expected)), Text(actual));

    private static string Text(JsonNode? node) => Sorted(node)?.ToJsonString(Indented) ?? "null";

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(
            map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        null => null,
        _ => node.DeepClone(),
    };
}
