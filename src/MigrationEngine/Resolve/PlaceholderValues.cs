using System.Globalization;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Sql;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>The values of placeholders: the user's and Flyway's built-in ones (flyway-semantics §12). Pure.</summary>
internal sealed class PlaceholderValues
{
    private readonly EngineConfiguration _configuration;
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _builtInPrefix;

    /// <summary>Takes the user's values and what is known of the session.</summary>
    /// <param name="configuration">placeholders.*, placeholderSeparator, table, environment, workingDirectory.</param>
    /// <param name="defaultSchema">Of the run.</param>
    /// <param name="user">The session's user.</param>
    /// <param name="database">The session's database.</param>
    /// <param name="now">The start of the run, local time.</param>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Error"/>: a placeholder of the user's with the reserved prefix.</exception>
    public PlaceholderValues(EngineConfiguration configuration, string defaultSchema, string user, string database, DateTimeOffset now)
    {
        _configuration = configuration;
        _builtInPrefix = "flyway" + configuration.PlaceholderSeparator;
        foreach (var (name, value) in configuration.Placeholders)
        {
            if (name.StartsWith(_builtInPrefix, StringComparison.OrdinalIgnoreCase))
            {
                throw new MigrationException(ErrorCode.Error, $"Invalid placeholder ('{_builtInPrefix}' prefix is reserved): {name}");
            }

            _values[name] = value;
        }

        Options = new PlaceholderOptions
        {
            Prefix = configuration.PlaceholderPrefix,
            Suffix = configuration.PlaceholderSuffix,
            Separator = configuration.PlaceholderSeparator,
        };
        _values[_builtInPrefix + "defaultSchema"] = defaultSchema;
        _values[_builtInPrefix + "user"] = user;
        _values[_builtInPrefix + "database"] = database;
        _values[_builtInPrefix + "timestamp"] = now.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        _values[_builtInPrefix + "workingDirectory"] = configuration.WorkingDirectory;
        _values[_builtInPrefix + "table"] = configuration.Table;
        _values[_builtInPrefix + "environment"] = configuration.EnvironmentName;
    }

    /// <summary>How placeholders are written.</summary>
    public PlaceholderOptions Options { get; }

    /// <summary>Whether the script's placeholders are replaced.</summary>
    public bool AreReplacedIn(ScriptConfig config) => AreReplacedIn(config, _configuration);

    /// <summary>Whether the settings say that the placeholders of a script with this <c>.conf</c> are replaced.</summary>
    public static bool AreReplacedIn(ScriptConfig config, EngineConfiguration configuration) =>
        config.PlaceholderReplacement ?? configuration.PlaceholderReplacement;

    /// <summary>All names and values for a script.</summary>
    public IEnumerable<KeyValuePair<string, string>> All(string path) =>
        _values.Append(new(_builtInPrefix + "filename", Path.GetFileName(path)));

    /// <summary>The values for a script; null for a name nobody gave a value for.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Error"/>, when called: an unknown built-in name.</exception>
    public Func<string, string?> For(string path) => name =>
    {
        if (_values.TryGetValue(name, out var value))
        {
            return value;
        }

        if (!name.StartsWith(_builtInPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return name.Equals(_builtInPrefix + "filename", StringComparison.OrdinalIgnoreCase)
            ? Path.GetFileName(path)
            : throw new MigrationException(
                ErrorCode.Error,
                $"Failed to populate value for default placeholder: {Options.Prefix}{name}{Options.Suffix} in '{path}'");
    };
}
