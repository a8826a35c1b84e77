using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Daybreak.HostAgent.Tests.CommandLine;

namespace Daybreak.HostAgent.Tests.Golden;

/// <summary>The compared fields of a JSON answer.</summary>
internal sealed class Answer(ScenarioFolder folder)
{
    /// <summary>Of one call.</summary>
    public JsonObject Of(string command, CliResult result)
    {
        var fields = new JsonObject { ["exit"] = result.ExitCode, ["errorCode"] = null, ["error"] = null };
        switch (FirstDocument(result.Output))
        {
            case null:
                fields["json"] = false;
                break;
            case JsonObject document when document["individualResults"] is JsonArray several:
                fields["results"] = new JsonArray([.. several.Select(one => OneOfSeveral(one!.AsObject()))]);
                break;
            case var document:
                Add(command, document, fields);
                break;
        }

        return fields;
    }

    private JsonObject OneOfSeveral(JsonObject document)
    {
        var operation = (string?)document["operation"];
        var fields = new JsonObject { ["operation"] = operation };
        Add(operation, document, fields);
        return fields;
    }

    private void Add(string? command, JsonObject document, JsonObject fields)
    {
        var error = document["error"];
        fields["errorCode"] = Copy(error?["errorCode"] ?? document["errorDetails"]?["errorCode"]);
        if (error?["sqlState"] is not null || error?["lineNumber"] is not null || error?["path"] is not null)
        {
            fields["error"] = new JsonObject
            {
                ["sqlState"] = SqlState((string?)error["sqlState"]),
                ["lineNumber"] = Copy(error["lineNumber"]),
                ["file"] = folder.Relative((string?)error["path"]),
            };
        }

        switch (command)
        {
            case "migrate":
                fields["executed"] = List(document, "migrations", "category", "version", "description", "type", "filepath");
                break;
            case "info":
                fields["info"] = List(document, "migrations", "category", "version", "rawVersion", "description", "type", "state", "undoable");
                break;
            case "validate":
                fields["invalidMigrations"] = Sorted(Entries(document, "invalidMigrations").Select(entry => new JsonObject
                {
                    ["version"] = Copy(entry["version"]),
                    ["description"] = Copy(entry["description"]),
                    ["errorCode"] = Copy(entry["errorDetails"]?["errorCode"]),
                }));
                break;
            case "repair":
                AddRepair(document, fields);
                break;
            case "undo":
                fields["undone"] = List(document, "undoneMigrations", "version", "description", "filepath");
                break;
        }
    }

    private static void AddRepair(JsonObject document, JsonObject fields)
    {
        var actions = document["repairActions"] is JsonArray texts ? texts.Select(text => Action((string)text!)) : [];
        fields["repairActions"] = new JsonArray([.. actions.Distinct().Order(StringComparer.Ordinal).Select(action => JsonValue.Create(action))]);
        foreach (var key in new[] { "migrationsAligned", "migrationsRemoved", "migrationsDeleted" })
        {
            fields[key] = Sorted(Entries(document, key).Select(entry => new JsonObject
            {
                ["version"] = (string?)entry["version"] is { Length: > 0 } version ? version : null,
                ["description"] = Copy(entry["description"]),
            }));
        }
    }

    private static string Action(string text) =>
        Array.Find([("align", "aligned"), ("delete", "deleted"), ("remove", "removed")], word => text.Contains(word.Item1, StringComparison.OrdinalIgnoreCase))
            .Item2 ?? text;

    private JsonArray List(JsonObject document, string key, params string[] members) =>
        new([.. Entries(document, key).Select(entry => new JsonObject(members.Select(member => KeyValuePair.Create(
            member, member == "filepath" ? folder.Relative((string?)entry[member]) : Copy(entry[member])))))]);

    private static IEnumerable<JsonNode> Entries(JsonObject document, string key) => document[key] is JsonArray entries ? entries.Select(entry => entry!) : [];

    /// <summary>Where the order does not matter; by the text, in the order in which the recorder sorted.</summary>
    public static JsonArray Sorted(IEnumerable<JsonNode> entries) => new([.. entries.OrderBy(SortKey, StringComparer.Ordinal)]);

    /// <summary>The text as Python's json.dumps writes it, blanks included: the recorded lists are sorted by it.</summary>
    private static string SortKey(JsonNode entry) =>
        "{" + string.Join(", ", entry.AsObject().Select(member => $"\"{member.Key}\": {member.Value?.ToJsonString() ?? "null"}")) + "}";

    // The recording server trusted everybody and said that a role does not exist; one that asks for passwords does not tell (28P01).
    private static string? SqlState(string? state) => state == "28P01" ? "28000" : state;

    private static JsonNode? Copy(JsonNode? node) => node?.DeepClone();

    private static JsonObject? FirstDocument(string output)
    {
        var bytes = Encoding.UTF8.GetBytes(output);
        for (var start = 0; start < bytes.Length; start = NextLine(bytes, start))
        {
            if (bytes[start] == '{')
            {
                // What follows the document is not part of it.
                var reader = new Utf8JsonReader(bytes.AsSpan(start));
                return JsonNode.Parse(ref reader)!.AsObject();
            }
        }

        return null;
    }

    private static int NextLine(byte[] bytes, int start)
    {
        var end = Array.IndexOf(bytes, (byte)'\n', start);
        return end < 0 ? bytes.Length : end + 1;
    }
}
