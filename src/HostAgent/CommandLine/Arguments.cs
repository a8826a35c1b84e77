using Daybreak.HostAgent.Configuration;

namespace Daybreak.HostAgent.CommandLine;

/// <summary>The command line, taken apart.</summary>
internal sealed record Arguments
{
    /// <summary>The source of values from the command line, as messages name it.</summary>
    public const string Source = "the command line";

    /// <summary>The commands, in order.</summary>
    public required IReadOnlyList<string> Commands { get; init; }

    /// <summary><c>-key=value</c>.</summary>
    public required SettingSource Settings { get; init; }

    /// <summary><c>-environments.NAME.key=value</c>, by name and key.</summary>
    public required IReadOnlyDictionary<string, SettingSource> Environments { get; init; }

    /// <summary>The flags that are set, without dashes.</summary>
    public required IReadOnlySet<string> Flags { get; init; }

    /// <summary>Whether help is asked for.</summary>
    public bool Help => Commands.Contains("help") || Flags.Contains("?") || Flags.Contains("h") || Flags.Contains("help");

    /// <summary>Whether the version is asked for, beside commands.</summary>
    public bool Version => Commands.Contains(VersionText.Command) || Flags.Contains("v") || Flags.Contains(VersionText.Command);

    /// <summary>The commands on the database, in order.</summary>
    public IReadOnlyList<string> ToRun => [.. Commands.Where(command => command != VersionText.Command)];

    /// <summary>Whether the command line itself asks for JSON; known before anything else is read, so that early errors are JSON too.</summary>
    public bool Json => string.Equals(Settings["outputType"]?.Text, "json", StringComparison.OrdinalIgnoreCase);
}
