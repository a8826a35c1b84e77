using Daybreak.MigrationEngine;

namespace Daybreak.HostAgent.Configuration;

/// <summary>Turns settings by name into a configuration.</summary>
internal static class ConfigurationReader
{
    // Flyway's command line looks beside itself; here the working directory takes that place.
    private const string DefaultLocation = "filesystem:sql";

    /// <summary>Reads settings.</summary>
    /// <param name="settings">The settings, those of all sources merged.</param>
    /// <param name="workingDirectory">Absolute.</param>
    /// <param name="problems">Gets what is wrong with them.</param>
    public static AgentConfiguration Read(SettingSource settings, string workingDirectory, ConfigurationProblems problems)
    {
        CheckNames(settings, problems);
        var all = new AgentConfiguration();
        foreach (var setting in Settings.All)
        {
            foreach (var (name, value) in Matching(settings, setting))
            {
                problems.Try(() => all = setting.Apply(all, name, value));
            }
        }

        return WithLocations(all, settings, workingDirectory, problems);
    }

    /// <summary>Reads only what concerns the engine, for callers that know the database and the locations themselves.</summary>
    /// <param name="settings">Settings by name.</param>
    /// <param name="source">Where they come from, for messages.</param>
    /// <param name="workingDirectory">Absolute.</param>
    /// <exception cref="MigrationEngine.Model.MigrationException">Everything that is wrong with them.</exception>
    public static EngineConfiguration ReadEngine(IReadOnlyDictionary<string, string> settings, string source, string workingDirectory) =>
        Read(settings, source, workingDirectory).Engine;

    /// <summary>Reads only how often connecting is tried, for callers that know the database themselves.</summary>
    /// <param name="settings">Settings by name.</param>
    /// <param name="source">Where they come from, for messages.</param>
    /// <param name="workingDirectory">Absolute.</param>
    /// <exception cref="MigrationEngine.Model.MigrationException">Everything that is wrong with them.</exception>
    public static ConnectionInput ReadConnection(IReadOnlyDictionary<string, string> settings, string source, string workingDirectory) =>
        Read(settings, source, workingDirectory).Connection;

    private static AgentConfiguration Read(IReadOnlyDictionary<string, string> settings, string source, string workingDirectory)
    {
        var problems = new ConfigurationProblems();
        var values = new SettingSource();
        foreach (var (name, text) in settings)
        {
            values.Set(name, new SettingValue(text, source));
        }

        var all = Read(values, workingDirectory, problems);
        problems.ThrowIfAny();
        return all;
    }

    private static void CheckNames(SettingSource settings, ConfigurationProblems problems)
    {
        foreach (var (name, value) in settings.Values)
        {
            if (Settings.Find(name) is null)
            {
                problems.Unknown($"Unknown setting '{name}' ({value.Source}). Did you mean {Nearest.Of(name, Settings.All.Select(s => s.Key))}?");
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, SettingValue>> Matching(SettingSource settings, Setting setting) =>
        setting.IsPrefix
            ? settings.Values.Where(pair => pair.Key.StartsWith(setting.Key, StringComparison.Ordinal) && pair.Key.Length > setting.Key.Length)
            : settings[setting.Key] is { } value ? [new(setting.Key, value)] : [];

    private static AgentConfiguration WithLocations(
        AgentConfiguration all, SettingSource settings, string workingDirectory, ConfigurationProblems problems)
    {
        var failOnMissing = all.Engine.FailOnMissingLocations;
        var notices = new List<ConfigurationNotice>(all.Notices);
        var locations = settings["locations"] is { Text.Length: > 0 } given ? given : new SettingValue(DefaultLocation, "default");
        var callbacks = settings["callbackLocations"] ?? new SettingValue(string.Empty, "default");
        var engine = all.Engine with { WorkingDirectory = workingDirectory, EnvironmentName = settings["environment"]?.Text ?? "default" };
        problems.Try(() => engine = engine with { Locations = Locations.Read(locations, failOnMissing, notices) });
        problems.Try(() => engine = engine with { CallbackLocations = Locations.Read(callbacks, failOnMissing, notices) });
        return all with { Engine = engine, Notices = notices };
    }
}
