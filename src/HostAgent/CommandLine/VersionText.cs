using System.Reflection;

namespace Daybreak.HostAgent.CommandLine;

/// <summary>The version, and the cheapest way to it: nothing else of the program is touched.</summary>
internal static class VersionText
{
    /// <summary>The command that prints it.</summary>
    public const string Command = "version";

    /// <summary>The release of Flyway whose behaviour, settings and JSON this program follows.</summary>
    public const string Flyway = "13.0.0";

    /// <summary>Daybreak's own version.</summary>
    public static string Daybreak
    {
        get
        {
            var version = typeof(VersionText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
            var commit = version.IndexOf('+', StringComparison.Ordinal);
            return commit < 0 ? version : version[..commit];
        }
    }

    /// <summary>The line that <c>--version</c> prints.</summary>
    public static string Line => $"Daybreak {Daybreak} (compatible with Flyway {Flyway})";

    /// <summary>Whether the arguments ask for the version and for nothing else: beside commands it goes into their log.</summary>
    public static bool IsAllThatIsAskedFor(IReadOnlyList<string> arguments)
    {
        var asked = false;
        foreach (var argument in arguments)
        {
            if (argument is "-v" or "--version" or "-version" or Command)
            {
                asked = true;
            }
            else if (!string.IsNullOrWhiteSpace(argument) && !argument.StartsWith('-'))
            {
                return false;
            }
        }

        return asked;
    }
}
