using Daybreak.MigrationEngine.Model;

namespace Daybreak.HostAgent.Configuration;

/// <summary>
/// The part of a <c>flyway.toml</c> that this program reads: <c>[flyway]</c> and <c>[environments.NAME]</c>.
/// Everything else belongs to other programs and is ignored.
/// </summary>
/// <param name="Flyway">What <c>[flyway]</c> holds, by setting.</param>
/// <param name="Environments">What each environment holds, by name and setting.</param>
internal sealed record TomlFile(SettingSource Flyway, IReadOnlyDictionary<string, SettingSource> Environments)
{
    private const string EnvironmentReference = "${env.";

    // Flyway's other resolvers fetch secrets; a reference that stays as it is would be used as a password.
    private static readonly string[] OtherResolvers =
    [
        "${localSecret.", "${vault.", "${clone.", "${dapr.", "${gcsm.", "${azureAdInteractive.", "${git.", "${awsSecretsManager.",
    ];

    /// <summary>Reads a file.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="path">The file's path, for messages.</param>
    /// <param name="environment">Environment variables, for <c>${env.NAME}</c>.</param>
    /// <exception cref="MigrationException">It is not TOML (with line and column), or it refers to what is not there.</exception>
    public static TomlFile Read(string text, string path, IReadOnlyDictionary<string, string> environment)
    {
        var flyway = new SettingSource();
        var environments = new Dictionary<string, SettingSource>(StringComparer.Ordinal);
        foreach (var (key, value) in Parse(text, path))
        {
            var parts = key.Split('.', 3);
            if (parts.Length > 1 && parts[0] == "flyway")
            {
                flyway.Set(key["flyway.".Length..], Resolved(value, key, path, environment));
            }
            else if (parts.Length > 2 && parts[0] == "environments" && !parts[2].StartsWith("resolvers.", StringComparison.Ordinal))
            {
                environments.TryAdd(parts[1], new SettingSource());
                environments[parts[1]].Set(parts[2], Resolved(value, key, path, environment));
            }
        }

        return new TomlFile(flyway, environments);
    }

    private static IReadOnlyDictionary<string, TomlValue> Parse(string text, string path)
    {
        try
        {
            return TomlText.Parse(text);
        }
        catch (TomlException error)
        {
            throw new MigrationException(
                ErrorCode.Error, $"Error parsing config file {path} at line {error.Line}, column {error.Column}: {error.Message}.", error);
        }
    }

    private static SettingValue Resolved(TomlValue value, string key, string path, IReadOnlyDictionary<string, string> environment) =>
        value.Items is { } items
            ? new SettingValue(value.Text, [.. items.Select(item => Resolved(item, key, path, environment))], path)
            : new SettingValue(Resolved(value.Text, key, path, environment), path);

    private static string Resolved(string text, string key, string path, IReadOnlyDictionary<string, string> environment)
    {
        if (Array.Find(OtherResolvers, text.Contains) is { } resolver)
        {
            throw Wrong($"{key} in {path} refers to {resolver}…}}, which cannot be resolved here: use {EnvironmentReference}NAME}}.");
        }

        for (var start = Find(text, 0); start >= 0; start = Find(text, start))
        {
            var end = text.IndexOf('}', start);
            var name = end < 0 ? string.Empty : text[(start + EnvironmentReference.Length)..end].Trim();
            if (!environment.TryGetValue(name, out var content))
            {
                throw Wrong($"{key} in {path} refers to the environment variable '{name}', which is not set.");
            }

            text = string.Concat(text.AsSpan(0, start), content, text.AsSpan(end + 1));
            start += content.Length;
        }

        return text;
    }

    private static int Find(string text, int start) => text.IndexOf(EnvironmentReference, start, StringComparison.Ordinal);

    private static MigrationException Wrong(string message) => new(ErrorCode.Error, message);
}
