using System.Text.Json;
using System.Text.Json.Nodes;

namespace Daybreak.Cdk.Settings;

/// <summary>Reads the settings from the CDK context: <c>cdk.json</c> and <c>-c key=value</c>, as the command line hands it on.</summary>
internal static class ContextReader
{
    private const string Databases = "databases";
    private const string Stage = "stage";
    private const string Network = "network";

    private static readonly string[] Ours =
        ["cluster", "databaseLogin", Databases, "devOpsGuru", "emails", "key", Network, "slack", Stage, "vpc"];

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
        var databases = DatabaseList.Read(context, problems);
        if (databases is { } list)
        {
            problems.AddRange(DatabaseNames.Problems(list, stage.Name));
            problems.AddRange(TriggerEnvironment.Problems(list, stage.Name));
            problems.AddRange(SettingsParameter.Problems(list));
        }

        var cluster = ExistingResources.Cluster(context, problems);
        var settings = new DaybreakSettings
        {
            Stage = stage,
            Network = network,
            Databases = databases ?? [],
            Login = ReadLogin(context, stage, problems),
            Vpc = ExistingResources.Vpc(context, clusterIsMade: context["cluster"] is null, problems),
            Cluster = cluster,
            KeyArn = ExistingResources.KeyArn(context, problems),
            Emails = Recipients.Emails(context, problems),
            Chat = Recipients.Chat(context, problems),
            DevOpsGuru = ReadDevOpsGuru(context, problems),
        };
        return problems.Count == 0 ? settings : throw new InvalidSettingsException([.. problems]);
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

    private static DatabaseLogin ReadLogin(JsonObject context, StageSettings stage, List<string> problems)
    {
        switch (context["databaseLogin"] is { } value ? Text(value) : null)
        {
            case null:
                return stage.Login;
            case "secret":
                return DatabaseLogin.Secret;
            case "iam":
                return DatabaseLogin.Iam;
            case var other:
                problems.Add($"databaseLogin: '{other}' is not a way to log in; use secret or iam");
                return stage.Login;
        }
    }

    private static bool ReadDevOpsGuru(JsonObject context, List<string> problems)
    {
        // -c devOpsGuru=true gives a text.
        switch (context["devOpsGuru"] is { } value ? Text(value) : "false")
        {
            case "true":
                return true;
            case "false":
                return false;
            case var other:
                problems.Add($"devOpsGuru: '{other}' is neither true nor false");
                return false;
        }
    }

    private static string Text(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
}
