using Daybreak.HostAgent.Configuration;

namespace Daybreak.HostAgent.CommandLine;

/// <summary>What <c>--help</c> prints, made from the list of commands and the table of settings.</summary>
internal static class HelpText
{
    private const int Column = 34;

    /// <summary>Everything, or one topic behind <c>help</c>.</summary>
    public static void Write(TextWriter output, IReadOnlyList<string> topics)
    {
        var found = topics.Select(Settings.Find).OfType<Setting>().ToList();
        if (found.Count > 0)
        {
            found.ForEach(setting => WriteSetting(output, setting));
            return;
        }

        WriteUsage(output);
        Heading(output, "Settings (-key=value, environment variable, flyway.conf or flyway.toml)");
        foreach (var setting in Settings.All.Where(s => s.Status == SettingStatus.Supported))
        {
            Row(output, Name(setting), setting.Default.Length == 0 ? setting.Help : $"{setting.Help} (default {setting.Default})");
        }

        Heading(output, "Accepted without effect");
        foreach (var setting in Settings.All.Where(s => s.Status == SettingStatus.NoEffect))
        {
            Row(output, Name(setting), setting.Reason);
        }

        Heading(output, "Refused");
        foreach (var setting in Settings.All.Where(s => s.Status == SettingStatus.Refused))
        {
            Row(output, Name(setting), setting.Reason);
        }
    }

    /// <summary>The short form, for a call without a command.</summary>
    public static void WriteUsage(TextWriter output)
    {
        output.WriteLine("Usage: daybreak [options] command [command ...]");
        output.WriteLine("       daybreak run command --database NAME --run-id ID");
        Heading(output, "Commands");
        foreach (var (name, help) in FlywayCommands.All)
        {
            Row(output, name, help);
        }

        Row(output, "run", "Run a command for a database of a stage (daybreak run --help)");
        Row(output, "release", "Upload a folder as one set that runs as a whole or not at all (daybreak release --help)");
        Row(output, "bootstrap", "Create a database of a stage and its login role");
        Heading(output, "Flags");
        Row(output, "-X", "Show statements and stack traces");
        Row(output, "-q", "Show only warnings and errors, whatever -X says");
        Row(output, "-migrationIds", "info: print versions and descriptions only, separated by commas");
        Row(output, "-v, --version", "Print the version; beside commands, into their log");
        Row(output, "-?, -h, --help", "Print help with all settings and exit; help NAME explains one setting");
        Heading(output, "Example");
        output.WriteLine("  daybreak -url=jdbc:postgresql://localhost:5432/mydb -user=me -locations=filesystem:migrations migrate");
    }

    private static void WriteSetting(TextWriter output, Setting setting)
    {
        output.WriteLine($"{Name(setting)}: {setting.Help}");
        Row(output, "default", setting.Default.Length == 0 ? "none" : setting.Default);
        Row(output, "command line", setting.IsPrefix ? $"-{setting.Key}NAME=value" : $"-{setting.Key}=value");
        if (!setting.CommandLineOnly)
        {
            Row(output, "environment", setting.EnvironmentName + (setting.IsPrefix ? "NAME" : string.Empty));
            Row(output, "flyway.conf", $"flyway.{Name(setting)}");
            Row(output, "flyway.toml", setting.OfEnvironment ? $"{Name(setting)} in [environments.default]" : $"{Name(setting)} in [flyway]");
        }

        if (setting.Status != SettingStatus.Supported)
        {
            Row(output, setting.Status == SettingStatus.NoEffect ? "without effect" : "refused", setting.Reason);
        }
    }

    private static string Name(Setting setting) => setting.IsPrefix ? setting.Key + "NAME" : setting.Key;

    private static void Heading(TextWriter output, string text)
    {
        output.WriteLine();
        output.WriteLine(text);
    }

    private static void Row(TextWriter output, string name, string text) => output.WriteLine($"  {name.PadRight(Column)} {text}");
}
