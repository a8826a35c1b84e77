namespace Daybreak.HostAgent.Configuration;

/// <summary>Reads <c>FLYWAY_*</c>; variables that no setting has are ignored, as Flyway ignores them.</summary>
internal static class EnvironmentSource
{
    public static SettingSource Read(IReadOnlyDictionary<string, string> environment)
    {
        var settings = new SettingSource();
        var variables = Normalised(environment);
        foreach (var setting in Settings.All)
        {
            if (setting.CommandLineOnly)
            {
                continue;
            }

            if (setting.IsPrefix)
            {
                ReadFamily(setting, variables, settings);
            }
            else if (variables.TryGetValue(setting.EnvironmentName, out var variable))
            {
                settings.Set(setting.Key, new SettingValue(variable.Text, variable.Name));
            }
        }

        return settings;
    }

    // Behind FLYWAY_ case does not matter to Flyway; the spelling in capitals wins.
    private static Dictionary<string, (string Name, string Text)> Normalised(IReadOnlyDictionary<string, string> environment)
    {
        var variables = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach (var (name, text) in environment.Where(pair => pair.Key.StartsWith("FLYWAY_", StringComparison.Ordinal)))
        {
            var capitals = name.ToUpperInvariant();
            if (capitals == name || !environment.ContainsKey(capitals))
            {
                variables[capitals] = (name, text);
            }
        }

        return variables;
    }

    // Environment variables have no case, so their names come out in lower case: FLYWAY_PLACEHOLDERS_X_Y is placeholders.x_y.
    private static void ReadFamily(Setting setting, Dictionary<string, (string Name, string Text)> variables, SettingSource settings)
    {
        foreach (var (name, (source, text)) in variables)
        {
            if (name.Length > setting.EnvironmentName.Length && name.StartsWith(setting.EnvironmentName, StringComparison.Ordinal))
            {
                var rest = name[setting.EnvironmentName.Length..];
#pragma warning disable CA1308 // the name itself is lower case, this is no normalisation
                settings.Set(setting.Key + rest.ToLowerInvariant(), new SettingValue(text, source));
#pragma warning restore CA1308
            }
        }
    }
}
