using System.Text.Json.Nodes;
using Daybreak.Cdk.Tests.Stacks;

namespace Daybreak.Cdk.Tests.Review;

/// <summary>Finds every statement of every policy of a template, whatever the resource and the property are called.</summary>
internal static class PolicyStatements
{
    /// <summary>All of them.</summary>
    public static IEnumerable<PolicyStatement> Of(Template template) =>
        from resource in template.AllResources
        let place = template.PlaceOf(resource.Key)
        from policy in Policies(template.Resolve(resource.Value["Properties"]), "")
        from statement in Statements(policy.Document).Select((json, index) => (json, index))
        let sid = (string?)statement.json["Sid"] ?? $"#{statement.index + 1}"
        select new PolicyStatement($"{place}{policy.Name} {sid}", statement.json);

    // A policy is what has statements; some resources want it as a text.
    private static IEnumerable<(string Name, JsonObject Document)> Policies(JsonNode? node, string name) => node switch
    {
        JsonObject map when map["Statement"] is not null => [(name, map)],
        JsonObject map => map.SelectMany(pair => Policies(pair.Value, Name(pair.Key, map, name))),
        JsonArray list => list.SelectMany(element => Policies(element, name)),
        JsonValue value when value.TryGetValue<string>(out var text) && text.Contains("\"Statement\"", StringComparison.Ordinal) =>
            Policies(JsonNode.Parse(text), name),
        _ => [],
    };

    private static string Name(string key, JsonObject map, string name) => key switch
    {
        "PolicyDocument" => (string?)map["PolicyName"] is { } own && map.Count == 2 ? $" {own}" : name,
        "AssumeRolePolicyDocument" => " Assume",
        _ => name,
    };

    private static IEnumerable<JsonObject> Statements(JsonObject document) => document["Statement"] switch
    {
        JsonArray list => list.Select(statement => statement!.AsObject()),
        var one => [one!.AsObject()],
    };
}
