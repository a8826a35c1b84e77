namespace Daybreak.HostAgent.Configuration;

/// <summary>
/// Where in the configuration files a setting may stand. Flyway does not know it anywhere else (flyway-semantics §16), or passes over it in silence;
/// here it is an error, for a setting that does nothing, or one that would do what Flyway left undone, must not go unnoticed.
/// </summary>
internal static class SettingPlaces
{
    private const string EngineTable = "flyway.";

    /// <summary>Looks at the settings of a <c>flyway.conf</c>.</summary>
    public static void CheckConf(SettingSource settings, ConfigurationProblems problems)
    {
        foreach (var (name, value) in settings.Values)
        {
            RefuseCommandLineOnly(name, value, problems);
        }
    }

    /// <summary>Looks at the settings of a table <c>[flyway]</c>.</summary>
    public static void CheckTable(SettingSource settings, ConfigurationProblems problems) =>
        CheckEngineSettings(settings.Values, "[flyway]", "[environments.default]", problems);

    /// <summary>Looks at the settings of a table <c>[environments.NAME]</c>.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="environment">The environment's name.</param>
    /// <param name="problems">Gets what is wrong.</param>
    public static void CheckEnvironment(SettingSource settings, string environment, ConfigurationProblems problems)
    {
        var table = $"[environments.{environment}]";
        var (below, own) = (settings.Values.Where(IsBelow).ToList(), settings.Values.Where(pair => !IsBelow(pair)));
        CheckEngineSettings(below.Select(pair => KeyValuePair.Create(pair.Key[EngineTable.Length..], pair.Value)), $"[environments.{environment}.flyway]", table, problems);
        foreach (var (name, value) in own)
        {
            if (Settings.Find(name) is { OfEnvironment: false, OfEitherTable: false })
            {
                problems.Unknown($"Unknown setting '{name}' in {table} ({value.Source}): it belongs in [flyway], or in [environments.{environment}.flyway].");
            }
        }
    }

    private static bool IsBelow(KeyValuePair<string, SettingValue> pair) => pair.Key.StartsWith(EngineTable, StringComparison.Ordinal);

    private static void CheckEngineSettings(
        IEnumerable<KeyValuePair<string, SettingValue>> settings, string table, string right, ConfigurationProblems problems)
    {
        foreach (var (name, value) in settings)
        {
            if (Settings.Find(name) is { OfEnvironment: true, OfEitherTable: false })
            {
                problems.Unknown($"Unknown setting '{name}' in {table} ({value.Source}): it belongs in {right}.");
            }

            RefuseCommandLineOnly(name, value, problems);
        }
    }

    private static void RefuseCommandLineOnly(string name, SettingValue value, ConfigurationProblems problems)
    {
        if (Settings.Find(name) is { CommandLineOnly: true })
        {
            problems.Unknown($"Unknown setting '{name}' ({value.Source}): it can only be given on the command line, as -{name}=….");
        }
    }
}
