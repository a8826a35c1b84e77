using System.Collections;
using System.Text.Json.Nodes;
using Daybreak.Testing;

namespace Daybreak.HostAgent.Tests.Golden;

/// <summary>A call of the command line.</summary>
/// <param name="Arguments">The arguments.</param>
/// <param name="Environment">All environment variables.</param>
/// <param name="WorkingDirectory">The current directory.</param>
internal sealed record CommandLineCall(
    IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, string WorkingDirectory)
{
    /// <summary>The call of a step: Flyway's syntax, JSON as the answer.</summary>
    public static CommandLineCall Of(JsonObject step, ScenarioFolder folder, TestDatabase database)
    {
        var settings = new OrderedDictionary<string, string?>
        {
            ["url"] = "@URL@",
            ["user"] = "@USER@",
            ["locations"] = "filesystem:@DIR@",
            ["password"] = database.Password,
        };
        foreach (var (key, value) in step["config"]?.AsObject() ?? [])
        {
            settings[key] = (string?)value;
        }

        settings.TryAdd("outputType", "json");
        var more = step["args"] is JsonArray arguments ? arguments.Select(argument => (string)argument!) : [];
        var commands = ((string)step["run"]!).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new CommandLineCall(
            [.. settings.Where(setting => setting.Value is not null).Select(setting => $"-{setting.Key}={folder.Expand(setting.Value!)}"), .. more, .. commands],
            Variables(step, folder),
            folder.Work);
    }

    private static Dictionary<string, string> Variables(JsonObject step, ScenarioFolder folder)
    {
        // What the caller has set for itself must not reach the scenario.
        var variables = Environment().Where(variable => !variable.Key.StartsWith("FLYWAY_", StringComparison.Ordinal)
            && !variable.Key.StartsWith("PG", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in step["env"]?.AsObject() ?? [])
        {
            variables[name] = folder.Expand((string)value!);
        }

        return variables;

        static IEnumerable<KeyValuePair<string, string>> Environment() => System.Environment.GetEnvironmentVariables()
            .Cast<DictionaryEntry>().Select(variable => KeyValuePair.Create((string)variable.Key, (string?)variable.Value ?? string.Empty));
    }
}
