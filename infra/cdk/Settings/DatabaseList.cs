using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Daybreak.Cdk.Settings;

/// <summary>Reads the databases of the context: names, or objects with <c>name</c>, <c>databaseName</c>, <c>databases</c> and <c>flyway</c>.</summary>
internal static partial class DatabaseList
{
    private const string Databases = "databases";

    /// <summary>The databases; <see langword="null"/> after a problem with the list itself.</summary>
    public static ImmutableArray<DatabaseEntry>? Read(JsonObject context, List<string> problems)
    {
        switch (context[Databases])
        {
            case null:
                problems.Add("databases: the context names none; add \"databases\": [\"Users\"] to the context in cdk.json");
                return null;
            case JsonArray entries when entries.All(entry => entry is JsonObject || entry?.GetValueKind() == JsonValueKind.String):
                return [.. entries.Select(entry => Entry(entry!, problems))];
            case JsonArray entries:
                problems.Add(
                    $"databases: {entries.ToJsonString()} holds something that is neither text nor an object; use [\"Users\",\"Products\"]");
                return null;
            case var value when value.GetValueKind() == JsonValueKind.String:
                // -c databases=Users,Products
                return
                [
                    .. value.GetValue<string>().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                        .Select(name => new DatabaseEntry { Name = name }),
                ];
            case var value:
                problems.Add($"databases: {value.ToJsonString()} is not a list; use [\"Users\",\"Products\"]");
                return null;
        }
    }

    private static DatabaseEntry Entry(JsonNode entry, List<string> problems)
    {
        if (entry is not JsonObject json)
        {
            return new DatabaseEntry { Name = entry.GetValue<string>() };
        }

        var members = new ContextObject(Databases, json, problems);
        var database = new DatabaseEntry
        {
            Name = members.Required("name", Anything, "\"Users\""),
            DatabaseName = members.Optional("databaseName", PostgreSqlName, "\"users\" (lower case, at most 54 characters)")!,
            Databases = members.Optional("databases", PostgreSqlNames, "\"tenant_*\" (names or patterns, separated by commas)"),
            Flyway = members.Object("flyway"),
        };
        members.RefuseUnknown();
        problems.AddRange(FlywayMembers.Problems(database.Name, database.Flyway));
        return database;
    }

    // DatabaseNames judges the names of all.
    [GeneratedRegex(@"^[\s\S]*\z")]
    private static partial Regex Anything { get; }

    [GeneratedRegex(@"^[a-z_][a-z0-9_]{0,53}\z")]
    private static partial Regex PostgreSqlName { get; }

    // As the agent reads it, without what nobody would call a database.
    [GeneratedRegex(@"^[A-Za-z0-9_*-]{1,63}(,[A-Za-z0-9_*-]{1,63})*\z")]
    private static partial Regex PostgreSqlNames { get; }
}
