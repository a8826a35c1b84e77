using System.Text.Json.Nodes;
using Daybreak.Cdk.Tests.Stacks;

namespace Daybreak.Cdk.Tests.Review;

/// <summary>The rules of cdk-nag's AwsSolutions pack about the types of resources that the stack has or might get.</summary>
internal static class NagRules
{
    public static IReadOnlyList<NagRule> All { get; } = [.. StorageRules.All, .. ComputeRules.All, .. DatabaseRules.All, .. MessagingRules.All, .. AccessRules.All];

    /// <summary>A rule about one resource at a time.</summary>
    public static NagRule Each(string id, string type, Func<JsonObject, bool> isBroken) => new(id, template => Broken(template, type, isBroken));

    /// <summary>The resources of a type whose properties break something.</summary>
    public static IEnumerable<(string Place, string Detail)> Broken(Template template, string type, Func<JsonObject, bool> isBroken) =>
        from resource in template.Of(type)
        where isBroken(resource.Value["Properties"]?.AsObject() ?? [])
        select (resource.Key, "");

    /// <summary>Whether the value is the boolean true, however it is written.</summary>
    public static bool IsTrue(JsonNode? value) => value?.ToString() is "true";

    /// <summary>Whether some policy of a type refuses all requests without TLS for a resource, which <paramref name="member"/> names.</summary>
    public static bool RefusesPlainText(Template template, string type, string member, string reference) =>
        template.Of(type).Values.Select(policy => policy["Properties"]!.AsObject())
            .Where(policy => Names(policy[member], reference))
            .SelectMany(policy => policy["PolicyDocument"]!["Statement"]!.AsArray())
            .Any(statement => (string?)statement!["Effect"] == "Deny"
                && statement["Principal"]?.ToJsonString() is "\"*\"" or """{"AWS":"*"}"""
                && statement["Condition"]?["Bool"]?["aws:SecureTransport"]?.ToString() == "false");

    private static bool Names(JsonNode? value, string reference) =>
        value is JsonArray list ? list.Any(element => (string?)element == reference) : (string?)value == reference;
}
