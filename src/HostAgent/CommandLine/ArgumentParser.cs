using Daybreak.HostAgent.Configuration;

namespace Daybreak.HostAgent.CommandLine;

/// <summary>Reads arguments in Flyway's form: commands, <c>-flags</c> and <c>-key=value</c>, in any order.</summary>
internal static class ArgumentParser
{
    private const string EnvironmentPrefix = "environments.";

    /// <summary>The flags, with their dashes.</summary>
    public static readonly IReadOnlyList<string> Flags =
    [
        "-X", "-q", "-n", "-?", "-h", "--help", "-v", "--version", "-version", "-migrationIds", "-communityFallback", "-skipCheckForUpdate",
    ];

    /// <summary>Reads the arguments; what is wrong with them goes to <paramref name="problems"/>.</summary>
    public static Arguments Parse(IReadOnlyList<string> arguments, ConfigurationProblems problems)
    {
        var commands = new List<string>();
        var flags = new HashSet<string>(StringComparer.Ordinal);
        var settings = new SettingSource();
        var environments = new Dictionary<string, SettingSource>(StringComparer.Ordinal);
        foreach (var argument in arguments.Where(a => !string.IsNullOrWhiteSpace(a)))
        {
            var equals = argument.StartsWith('-') ? argument.IndexOf('=', StringComparison.Ordinal) : -1;
            if (equals > 0)
            {
                AddSetting(argument[1..equals], argument[(equals + 1)..], settings, environments, problems);
            }
            else if (argument.StartsWith('-'))
            {
                AddFlag(argument, flags, problems);
            }
            else
            {
                AddCommand(argument, commands, problems);
            }
        }

        return new Arguments { Commands = commands, Settings = settings, Environments = environments, Flags = flags };
    }

    private static void AddSetting(
        string key,
        string text,
        SettingSource settings,
        Dictionary<string, SettingSource> environments,
        ConfigurationProblems problems)
    {
        var target = settings;
        if (key.StartsWith(EnvironmentPrefix, StringComparison.Ordinal))
        {
            var parts = key[EnvironmentPrefix.Length..].Split('.', 2);
            if (parts.Length < 2 || parts[0].Length == 0 || parts[1].Length == 0)
            {
                problems.Wrong($"Invalid configuration argument: -{key}. Both the environment's name and a setting are required.");
                return;
            }

            environments.TryAdd(parts[0], new SettingSource());
            (target, key) = (environments[parts[0]], parts[1]);
        }

        if (target[key] is not null)
        {
            problems.Unknown($"The argument -{key} is given twice: give it once.");
        }

        target.Set(key, new SettingValue(text, Arguments.Source));
    }

    private static void AddFlag(string argument, HashSet<string> flags, ConfigurationProblems problems)
    {
        if (Flags.Contains(argument))
        {
            flags.Add(argument.TrimStart('-'));
            return;
        }

        var hint = Settings.Find(argument[1..]) is { } setting
            ? $"The setting {setting.Key} needs a value: {argument}=value, without blanks."
            : $"Did you mean {Nearest.Of(argument, Flags)}?";
        problems.Wrong($"Invalid flag: {argument}. {hint}");
    }

    private static void AddCommand(string argument, List<string> commands, ConfigurationProblems problems)
    {
        // Behind "help" stands a topic, which may be a setting.
        if (!FlywayCommands.Contains(argument) && !commands.Contains("help"))
        {
            problems.Wrong($"Unknown command: {argument}. Did you mean {Nearest.Of(argument, FlywayCommands.All.Select(c => c.Name))}?");
        }

        commands.Add(argument);
    }
}
