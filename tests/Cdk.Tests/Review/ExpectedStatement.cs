using System.Text.Json.Nodes;

namespace Daybreak.Cdk.Tests.Review;

/// <summary>A statement that the stack is meant to have, from <c>statements.json</c>.</summary>
/// <param name="Place">Where, with <c>{stage}</c> for the stage.</param>
/// <param name="In">The variants that have it; <see langword="null"/>: all but <paramref name="NotIn"/>.</param>
/// <param name="NotIn">The variants that do not have it; <see langword="null"/>: none.</param>
/// <param name="Why">What it is for.</param>
/// <param name="Wildcard">Why it allows something it cannot name; <see langword="null"/> when it names everything.</param>
/// <param name="Statement">The statement, with <c>{stage}</c> for the stage and <c>{archive}</c> for the agent's archive.</param>
internal sealed record ExpectedStatement(
    string Place, string[]? In, string[]? NotIn, string Why, string? Wildcard, JsonObject Statement)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ExpectedStatement> All { get; } = [.. Read().Select(node => Of(node!.AsObject()))];

    /// <summary>Whether a variant must have it.</summary>
    public bool IsIn(string variant) => In?.Contains(variant) ?? NotIn?.Contains(variant) != true;

    private static JsonArray Read() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Cdk.Tests", "Review", "statements.json")))!.AsArray();

    private static ExpectedStatement Of(JsonObject json) => new(
        (string)json["place"]!, Names(json["in"]), Names(json["notIn"]), (string)json["why"]!, (string?)json["wildcard"], json["statement"]!.AsObject());

    private static string[]? Names(JsonNode? list) => list is null ? null : [.. list.AsArray().Select(name => (string)name!)];
}
