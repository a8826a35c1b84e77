using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Daybreak.Cdk.Settings;

/// <summary>Reads the settings from the CDK context: <c>cdk.json</c> and <c>-c key=value</c>, as the command line hands it on.</summary>
internal static class ContextReader
{
    private const string Databases = "databases";
    private const string Stage = "stage";
    private const string Network = "network";

    private static readonly string[] Ours = [Databases, Network, Stage];

    // Keys without a colon that belong to the CDK command line.
    private static readonly string[] Theirs = ["acknowledged-issue-numbers", "cli-telemetry"];

    /// <summary>The settings of this context.</summary>
    /// <param name="json">The context as a JSON object; <see langword="null"/> when the program runs without the CDK command line.</param>
    /// <exception cref="InvalidSettingsException">It has problems; all of them are named.</exception>
    public static DaybreakSettings Read(string? json)
    {
        if (json is null)
        {
            throw new InvalidSettingsException(
                ["there is no CDK context; run this through `npx cdk synth`, `diff`, `deploy` or `destroy`"]);
        }

        var context = JsonNode.Parse(json)!.AsObject();
        var problems = new List<string>(UnknownKeys(context));
        var stage = ReadStage(context, problems);
        var network = ReadNetwork(context, problems);
        var databases = ReadDatabases(context, problems);
        problems.AddRange(databases is { } names ? DatabaseNames.Problems(names, stage.Name) : []);

        return problems.Count == 0 && databases is not null
            ? new DaybreakSettings { Stage = stage, Network = network, Databases = databases.Value }
            : throw new InvalidSettingsException([.. problems]);
    }

    private static IEnumerable<string> UnknownKeys(JsonObject context) =>
        from key in context.Select(pair => pair.Key)
        where !key.Contains(':', StringComparison.Ordinal) && !Ours.Contains(key) && !Theirs.Contains(key)
        select $"context: '{key}' is not a setting of Daybreak; there are {string.Join(", ", Ours)}";

    private static StageSettings ReadStage(JsonObject context, List<string> problems)
    {
        var name = Text(context[Stage] ?? JsonValue.Create(Stages.Default));
        var stage = Stages.All.FirstOrDefault(stage => stage.Name == name);
        if (stage is null)
        {
            var known = string.Join(", ", Stages.All.Select(known => known.Name));
            problems.Add($"stage: '{name}' is not a stage; use one of {known}, for example `-c stage={Stages.Default}`");
        }

        // The longest name stands in, so that the databases are judged all the same.
        return stage ?? Stages.All.MaxBy(known => known.Name.Length)!;
    }

    private static NetworkKind ReadNetwork(JsonObject context, List<string> problems)
    {
        var name = Text(context[Network] ?? JsonValue.Create("isolated"));
        switch (name)
        {
            case "isolated":
                return NetworkKind.Isolated;
            case "nat":
                return NetworkKind.Nat;
            default:
                problems.Add($"network: '{name}' is not a kind of network; use isolated or nat");
                return NetworkKind.Isolated;
        }
    }

    private static ImmutableArray<string>? ReadDatabases(JsonObject context, List<string> problems)
    {
        switch (context[Databases])
        {
            case null:
                problems.Add("databases: the context names none; add \"databases\": [\"Users\"] to the context in cdk.json");
                return null;
            case JsonArray names when names.All(name => name?.GetValueKind() == JsonValueKind.String):
                return [.. names.Select(name => Text(name!))];
            case JsonArray names:
                problems.Add($"databases: {names.ToJsonString()} holds something that is not text; use [\"Users\",\"Products\"]");
                return null;
            case var value when value.GetValueKind() == JsonValueKind.String:
                // -c databases=Users,Products
                return [.. Text(value).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
            case var value:
                problems.Add($"databases: {value.ToJsonString()} is not a list; use [\"Users\",\"Products\"]");
                return null;
        }
    }

    private static string Text(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
}
