using System.Text.Json;
using System.Text.Json.Nodes;

namespace Daybreak.Cdk.Settings;

/// <summary>The rules of a database's <c>flyway</c> object: the agent's own (docs/contracts.md), told before anything is deployed.</summary>
internal static class FlywayMembers
{
    // The run itself says these.
    private static readonly string[] Ours = ["url", "user", "password", "locations"];

    /// <summary>Everything wrong with the settings of a database; empty when nothing is.</summary>
    public static IEnumerable<string> Problems(string database, JsonObject? flyway) =>
        from member in flyway ?? []
        from problem in Ours.Contains(member.Key, StringComparer.OrdinalIgnoreCase)
            ? [$"databases: 'flyway.{member.Key}' of '{database}' is not allowed; the run itself says where the database and files are"]
            : Problems(database, $"flyway.{member.Key}", member.Value)
        select problem;

    /// <summary>A text, a number, true or false as the agent reads it; <see langword="null"/> for anything else.</summary>
    public static string? Scalar(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.ToJsonString(),
        _ => null,
    };

    private static IEnumerable<string> Problems(string database, string name, JsonNode? value) => value switch
    {
        JsonObject members => members.SelectMany(member => Problems(database, $"{name}.{member.Key}", member.Value)),
        JsonArray list when list.All(item => Scalar(item) is not null) => [],
        _ when Scalar(value) is not null => [],
        _ => [$"databases: '{name}' of '{database}' is {Text(value)}; use a text, a number, true or false, or a list of these"],
    };

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "null";
}
