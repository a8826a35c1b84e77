using System.Globalization;
using Daybreak.MigrationEngine;
using Daybreak.MigrationEngine.Model;
using Microsoft.Extensions.Logging;

namespace Daybreak.HostAgent.Configuration;

/// <summary>Makes settings of each kind for the table.</summary>
internal static class SettingKinds
{
    /// <summary>A text of the engine.</summary>
    public static Setting Text(string key, string defaultText, string help, Func<EngineConfiguration, string, EngineConfiguration> take) =>
        new(key, help, defaultText, (all, _, value) => all with { Engine = take(all.Engine, value.Text) });

    /// <summary>The setting, which cannot be empty: an empty value is a mistake, and its default something else.</summary>
    public static Setting NotEmpty(Setting setting)
    {
        var otherwise = setting.Default.Length == 0 ? string.Empty : $" for its default, {setting.Default}";
        return setting with
        {
            Apply = (all, name, value) => value.Text.Length > 0
                ? setting.Apply(all, name, value)
                : throw Wrong($"{name} cannot be empty! Give it a value, or leave it out{otherwise}."),
        };
    }

    /// <summary>A text of the engine; empty means not set.</summary>
    public static Setting Optional(string key, string help, Func<EngineConfiguration, string?, EngineConfiguration> take) =>
        Text(key, string.Empty, help, (engine, text) => take(engine, text.Length == 0 ? null : text));

    /// <summary>A switch of the engine.</summary>
    public static Setting Flag(string key, bool defaultValue, string help, Func<EngineConfiguration, bool, EngineConfiguration> take) =>
        new(key, help, defaultValue ? "true" : "false", (all, _, value) => all with { Engine = take(all.Engine, Boolean(key, value)) });

    /// <summary>A list of the engine, separated by commas.</summary>
    public static Setting List(
        string key, string defaultText, string help, Func<EngineConfiguration, IReadOnlyList<string>, EngineConfiguration> take) =>
        new(key, help, defaultText, (all, _, value) => all with { Engine = take(all.Engine, value.List) });

    /// <summary>A whole number of the engine.</summary>
    public static Setting Number(string key, int defaultValue, int least, string help, Func<EngineConfiguration, int, EngineConfiguration> take) =>
        new(
            key,
            help,
            defaultValue.ToString(CultureInfo.InvariantCulture),
            (all, _, value) => all with { Engine = take(all.Engine, Integer(key, value, least)) });

    /// <summary>A setting of the connection.</summary>
    public static Setting Connection(string key, string defaultText, string help, Func<ConnectionInput, SettingValue, ConnectionInput> take) =>
        new(key, help, defaultText, (all, _, value) => all with { Connection = take(all.Connection, value) }) { OfEnvironment = true };

    /// <summary>A setting of script migrations.</summary>
    public static Setting Script(string key, string defaultText, string help, Func<ScriptMigrationOptions, string, ScriptMigrationOptions> take) =>
        new(key, help, defaultText, (all, _, value) => all with { Scripts = take(all.Scripts, value.Text) });

    /// <summary>A setting of the answer.</summary>
    public static Setting Answer(string key, string defaultText, string help, Func<OutputSettings, SettingValue, OutputSettings> take) =>
        new(key, help, defaultText, (all, _, value) => all with { Output = take(all.Output, value) });

    /// <summary>A setting that is read before the others; nothing is left to take over.</summary>
    public static Setting ReadFirst(string key, string defaultText, string help) => new(key, help, defaultText, static (all, _, _) => all);

    /// <summary>A setting without effect here.</summary>
    public static Setting NoEffect(string key, string help, string reason) =>
        new(key, help, string.Empty, (all, name, _) => all.WithNotice(LogLevel.Information, $"The setting {name} has no effect: {reason}."))
        {
            Status = SettingStatus.NoEffect,
            Reason = reason,
        };

    /// <summary>A setting that cannot be used here; empty and <c>false</c> ask for nothing and pass.</summary>
    public static Setting Refused(string key, string help, string reason) =>
        new(key, help, string.Empty, (all, name, value) => value.Text.Length == 0 || value.Text.Equals("false", StringComparison.OrdinalIgnoreCase)
            ? all
            : throw Wrong($"The setting {name} ({value.Source}) cannot be used: {reason}."))
        {
            Status = SettingStatus.Refused,
            Reason = reason,
        };

    /// <summary>Reads <c>true</c> or <c>false</c>, in any case.</summary>
    public static bool Boolean(string key, SettingValue value) =>
        bool.TryParse(value.Text, out var on) ? on : throw Invalid(key, value, "true or false");

    /// <summary>Reads a whole number.</summary>
    public static int Integer(string key, SettingValue value, int least) =>
        int.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw Invalid(key, value, $"a whole number, {least} or more");

    /// <summary>A value that cannot be read.</summary>
    public static MigrationException Invalid(string key, SettingValue value, string expected) =>
        Wrong($"Invalid value '{value.Text}' for {key} ({value.Source}): write {expected}.");

    private static MigrationException Wrong(string message) => new(ErrorCode.Error, message);
}
