namespace Daybreak.HostAgent.Configuration;

/// <summary>Reads <c>FLYWAY_*</c>; variables that no setting has are ignored, as Flyway ignores them.</summary>
internal static class EnvironmentSource
{
    public static SettingSource Read(IReadOnlyDictionary<string, string> environment)
    {
        var settings = new SettingSource();
        foreach (var setting in Settings.All)
        {
            if (setting.CommandLineOnly)
            {
                continue;
            }

            if (setting.IsPrefix)
            {
                ReadFamily(setting, environment, settings);
            }
            else if (environment.TryGetValue(setting.EnvironmentName, out var text))
            {
                settings.Set(setting.Key, new SettingValue(text, setting.EnvironmentName));
            }
        }

        return settings;
    }

    // Environment variables have no case, so their names come out in lower case: FLYWAY_PLACEHOLDERS_X_Y is placeholders.x_y.
    private static void ReadFamily(Setting setting, IReadOnlyDictionary<string, string> environment, SettingSource settings)
    {
        foreach (var (name, text) in environment)
        {
            if (name.Length > setting.EnvironmentName.Length && name.StartsWith(setting.EnvironmentName, StringComparison.Ordinal))
            {
                var rest = name[setting.EnvironmentName.Length..];
#pragma warning disable CA1308 // the name itself is lower case, this is no normalisation
                settings.Set(setting.Key + rest.ToLowerInvariant(), new SettingValue(text, name));
#pragma warning restore CA1308
            }
        }
    }
}
