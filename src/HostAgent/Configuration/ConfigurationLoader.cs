using Daybreak.MigrationEngine.Resolve;
using Daybreak.HostAgent.CommandLine;
using Daybreak.HostAgent.Connecting;

namespace Daybreak.HostAgent.Configuration;

/// <summary>Brings all sources together: command line over environment over configuration files.</summary>
internal static class ConfigurationLoader
{
    private const string DefaultEnvironment = "default";

    /// <summary>Loads the configuration.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="environment">Environment variables.</param>
    /// <param name="currentDirectory">Absolute.</param>
    /// <param name="problems">Gets what is wrong.</param>
    public static LoadedConfiguration Load(
        Arguments arguments, IReadOnlyDictionary<string, string> environment, string currentDirectory, ConfigurationProblems problems)
    {
        var notices = new List<ConfigurationNotice>();
        var variables = EnvironmentSource.Read(environment);
        var workingDirectory = arguments.Settings["workingDirectory"] is { Text.Length: > 0 } given
            ? Path.GetFullPath(given.Text, currentDirectory)
            : currentDirectory;
        var encoding = ScriptEncoding.Utf8;
        problems.Try(() => encoding = ScriptEncoding.Parse((variables["configFileEncoding"] ?? arguments.Settings["configFileEncoding"])?.Text ?? "UTF-8"));
        var files = ConfigurationFiles.Read(
            GivenFiles(arguments, variables, workingDirectory),
            Directories(environment, currentDirectory, workingDirectory),
            encoding,
            environment,
            problems,
            notices);

        var settings = Merge(arguments, variables, files, problems);
        var configuration = ConfigurationReader.Read(settings, workingDirectory, problems);
        var connection = settings["url"] is { Text.Length: > 0 } && configuration.Connection.Url is null
            ? null
            : ConnectionSettingsReader.Read(configuration.Connection, environment, problems, notices);
        return new LoadedConfiguration(
            configuration with
            {
                Notices = [.. notices, .. configuration.Notices],
                Output = WithFlags(configuration.Output, arguments),
                Scripts = configuration.Scripts with { Environment = ScriptVariables(settings["url"]?.Text, connection) },
            },
            connection);
    }

    // What Flyway tells script migrations; the environment is the only way that shows the password to nobody else.
    private static Dictionary<string, string> ScriptVariables(string? url, ConnectionSettings? connection)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["FLYWAY_URL"] = url ?? string.Empty };
        if (connection is not null)
        {
            variables["FLYWAY_USER"] = connection.User;
            variables["FLYWAY_PASSWORD"] = connection.Password ?? string.Empty;
        }

        return variables;
    }

    private static List<string> GivenFiles(Arguments arguments, SettingSource variables, string workingDirectory) =>
    [
        .. (variables["configFiles"]?.List ?? []).Concat(arguments.Settings["configFiles"]?.List ?? [])
            .Select(path => Path.GetFullPath(path, workingDirectory)),
    ];

    private static List<string> Directories(IReadOnlyDictionary<string, string> environment, string currentDirectory, string workingDirectory) =>
        environment.GetValueOrDefault("HOME") is { Length: > 0 } home
            ? [home, currentDirectory, workingDirectory]
            : [currentDirectory, workingDirectory];

    private static SettingSource Merge(Arguments arguments, SettingSource variables, ConfigurationFiles files, ConfigurationProblems problems)
    {
        var named = arguments.Settings["environment"] ?? variables["environment"] ?? files.Flyway["environment"];
        var name = named?.Text ?? DefaultEnvironment;
        var ofFile = files.Environments.GetValueOrDefault(name);
        var ofArguments = arguments.Environments.GetValueOrDefault(name);
        if (name != DefaultEnvironment && ofFile is null && ofArguments is null)
        {
            problems.Wrong($"The environment '{name}' ({named!.Source}) does not exist: add [environments.{name}] to flyway.toml"
                + (files.Environments.Count == 0 ? "." : $", or write one of {string.Join(", ", files.Environments.Keys)}."));
        }

        var merged = new SettingSource();
        merged.Override(files.Flyway);
        AddEnvironment(merged, name, ofFile, problems);
        merged.Override(variables);
        merged.Override(arguments.Settings);
        AddEnvironment(merged, name, ofArguments, problems);
        return merged;
    }

    // An environment may hold settings of the engine below flyway: [environments.dev.flyway].
    private static void AddEnvironment(SettingSource merged, string name, SettingSource? environment, ConfigurationProblems problems)
    {
        if (environment is null)
        {
            return;
        }

        SettingPlaces.CheckEnvironment(environment, name, problems);
        foreach (var (key, value) in environment.Values)
        {
            merged.Set(key.StartsWith("flyway.", StringComparison.Ordinal) ? key["flyway.".Length..] : key, value);
        }
    }

    private static OutputSettings WithFlags(OutputSettings output, Arguments arguments) => output with
    {
        Debug = arguments.Flags.Contains("X"),
        Quiet = arguments.Flags.Contains("q"),
        MigrationIds = arguments.Flags.Contains("migrationIds"),
    };
}
