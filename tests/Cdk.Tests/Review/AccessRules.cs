using System.Text.Json.Nodes;
using Daybreak.Cdk.Tests.Stacks;

namespace Daybreak.Cdk.Tests.Review;

/// <summary>Rules about roles and policies.</summary>
internal static class AccessRules
{
    private static readonly string[] Entities =
        ["AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group", "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"];

    public static IReadOnlyList<NagRule> All { get; } =
    [
        new("AwsSolutions-IAM4", template =>
            from entity in Of(template)
            from arn in entity.Value["Properties"]!["ManagedPolicyArns"]?.AsArray() ?? []
            let text = arn!.ToString()
            where text.Contains(":iam::aws:policy/", StringComparison.Ordinal)
            select (entity.Key, $"Policy::{text}")),
        new("AwsSolutions-IAM5", template =>
            from entity in Of(template)
            from document in Documents(entity.Value["Properties"]!)
            from statement in List(document!["Statement"])
            where (string?)statement!["Effect"] == "Allow"
            from wildcard in Wildcards(statement, "Action").Concat(Wildcards(statement, "Resource"))
            select (entity.Key, wildcard)),
    ];

    private static IEnumerable<KeyValuePair<string, JsonObject>> Of(Template template) => Entities.SelectMany(template.Of);

    private static IEnumerable<JsonNode?> Documents(JsonNode properties) =>
        (properties["Policies"]?.AsArray() ?? []).Select(policy => policy!["PolicyDocument"]).Append(properties["PolicyDocument"])
            .Where(document => document is not null);

    private static IEnumerable<string> Wildcards(JsonNode statement, string member) =>
        List(statement[member]).Select(value => (string?)value).Where(value => value?.Contains('*', StringComparison.Ordinal) == true)
            .Select(value => $"{member}::{value}");

    private static JsonArray List(JsonNode? node) => node is JsonArray list ? list : node is null ? [] : [node.DeepClone()];
}
