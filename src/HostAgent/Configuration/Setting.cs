namespace Daybreak.HostAgent.Configuration;

/// <summary>One setting of the command line: everything that is known about it, and how it changes the configuration.</summary>
/// <param name="Key">Flyway's name (<c>outOfOrder</c>); one that ends in a dot stands for every name that begins with it.</param>
/// <param name="Help">One line.</param>
/// <param name="Default">The default as help prints it; empty when there is none.</param>
/// <param name="Apply">Takes the value over.</param>
internal sealed record Setting(
    string Key,
    string Help,
    string Default,
    Func<AgentConfiguration, string, SettingValue, AgentConfiguration> Apply)
{
    /// <summary>What Daybreak does with it.</summary>
    public SettingStatus Status { get; init; }

    /// <summary>Why it has no effect, or is refused, and what to do instead; empty when supported.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>Only meaningful on the command line: files and the environment do not set it.</summary>
    public bool CommandLineOnly { get; init; }

    /// <summary>Never printed.</summary>
    public bool Secret { get; init; }

    /// <summary>Lives in an environment of <c>flyway.toml</c> (<c>[environments.default]</c>), as Flyway has it.</summary>
    public bool OfEnvironment { get; init; }

    /// <summary>Flyway knows it in <c>[flyway]</c> and in environments.</summary>
    public bool OfEitherTable { get; init; }

    /// <summary>Flyway's spelling of the environment variable where it is not derived from the key.</summary>
    public string? EnvironmentNameOverride { get; init; }

    /// <summary>Whether the key stands for a family of names, for example <c>placeholders.</c>.</summary>
    public bool IsPrefix => Key.EndsWith('.');

    /// <summary>The environment variable, for example <c>FLYWAY_OUT_OF_ORDER</c>; of a family its beginning.</summary>
    public string EnvironmentName => EnvironmentNameOverride ?? "FLYWAY_" + UpperSnake(Key);

    private static string UpperSnake(string key)
    {
        var text = new System.Text.StringBuilder(key.Length + 8);
        for (var i = 0; i < key.Length; i++)
        {
            var letter = key[i];
            if (char.IsAsciiLetterUpper(letter) && i > 0 && char.IsAsciiLetterLower(key[i - 1]))
            {
                text.Append('_');
            }

            text.Append(letter == '.' ? '_' : char.ToUpperInvariant(letter));
        }

        return text.ToString();
    }
}
