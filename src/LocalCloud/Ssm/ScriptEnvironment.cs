using System.Collections;

namespace Daybreak.LocalCloud.Ssm;

/// <summary>The environment of the host's scripts.</summary>
internal static class ScriptEnvironment
{
    // What the user's own shell says about AWS, Flyway and databases must not reach the host.
    private static readonly string[] _foreign = ["AWS_", "FLYWAY_", "DAYBREAK_", "PG", "SSM_"];

    /// <summary>This process's environment without foreign settings, overlaid with <paramref name="own"/>.</summary>
    public static IReadOnlyDictionary<string, string> Create(IEnumerable<KeyValuePair<string, string>> own)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(entry => !_foreign.Any(prefix => ((string)entry.Key).StartsWith(prefix, StringComparison.Ordinal)))
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
        foreach (var (name, value) in own)
        {
            environment[name] = value;
        }

        return environment;
    }
}
