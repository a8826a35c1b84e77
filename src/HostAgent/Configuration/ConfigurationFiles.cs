using System.Text;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Resolve;
using Microsoft.Extensions.Logging;

namespace Daybreak.HostAgent.Configuration;

/// <summary>Finds and reads configuration files.</summary>
/// <param name="Flyway">What they say of Flyway's settings; a later file has replaced an earlier one's values.</param>
/// <param name="Environments">What TOML files say of environments, by name.</param>
internal sealed record ConfigurationFiles(SettingSource Flyway, IReadOnlyDictionary<string, SettingSource> Environments)
{
    private const string Toml = ".toml";

    /// <summary>
    /// Reads the files in Flyway's order: the home directory's, the current directory's, the working directory's, then the given ones.
    /// TOML files win over <c>flyway.conf</c> files as a whole.
    /// </summary>
    /// <param name="given">The files that settings name, absolute.</param>
    /// <param name="directories">Where <c>flyway.toml</c> and <c>flyway.conf</c> are looked for.</param>
    /// <param name="encoding">Of <c>flyway.conf</c>; TOML is UTF-8.</param>
    /// <param name="environment">Environment variables, which files may refer to.</param>
    /// <param name="problems">Gets what is wrong.</param>
    /// <param name="notices">Gets files that are left out.</param>
    public static ConfigurationFiles Read(
        IReadOnlyList<string> given,
        IReadOnlyList<string> directories,
        Encoding encoding,
        IReadOnlyDictionary<string, string> environment,
        ConfigurationProblems problems,
        ICollection<ConfigurationNotice> notices)
    {
        var result = new ConfigurationFiles(new SettingSource(), new Dictionary<string, SettingSource>(StringComparer.Ordinal));
        foreach (var path in Choose(given, directories, problems, notices))
        {
            problems.Try(() => result.Add(path, encoding, environment, problems));
        }

        return result;
    }

    private static List<string> Choose(
        IReadOnlyList<string> given, IReadOnlyList<string> directories, ConfigurationProblems problems, ICollection<ConfigurationNotice> notices)
    {
        foreach (var missing in given.Where(path => !File.Exists(path)))
        {
            problems.Wrong($"Unable to load config file: {missing} does not exist.");
        }

        if (given.Any(IsToml) && !given.All(IsToml))
        {
            problems.Wrong($"TOML and CONF files cannot be used together: {string.Join(", ", given)}. Give files of one kind in configFiles.");
            return [];
        }

        var toml = Present(directories, "flyway.toml", "flyway.user.toml");
        var conf = Present(directories, "flyway.conf");
        var chooseToml = given.Count > 0 ? given.All(IsToml) : toml.Count > 0;
        if (chooseToml && conf.Count > 0)
        {
            notices.Add(new ConfigurationNotice(
                LogLevel.Warning, $"Not read, because there is a TOML configuration: {string.Join(", ", conf)}"));
        }

        return [.. chooseToml ? toml : conf, .. given.Where(File.Exists)];
    }

    private static List<string> Present(IReadOnlyList<string> directories, params string[] names) =>
        [.. directories.SelectMany(d => names.Select(n => Path.Combine(d, n))).Distinct(StringComparer.Ordinal).Where(File.Exists)];

    private static bool IsToml(string path) => path.EndsWith(Toml, StringComparison.Ordinal);

    private void Add(string path, Encoding encoding, IReadOnlyDictionary<string, string> environment, ConfigurationProblems problems)
    {
        if (!IsToml(path))
        {
            var settings = ConfFile.Read(Text(path, encoding), path, environment);
            SettingPlaces.CheckConf(settings, problems);
            Flyway.Override(settings);
            return;
        }

        var file = TomlFile.Read(Text(path, ScriptEncoding.Utf8), path, environment);
        SettingPlaces.CheckTable(file.Flyway, problems);
        Flyway.Override(file.Flyway);
        foreach (var (name, values) in file.Environments)
        {
            ((Dictionary<string, SettingSource>)Environments).TryAdd(name, new SettingSource());
            Environments[name].Override(values);
        }
    }

    private static string Text(string path, Encoding encoding)
    {
        try
        {
            return File.ReadAllText(path, encoding);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new MigrationException(ErrorCode.Error, $"Unable to load config file {path}: {error.Message}", error);
        }
    }
}
