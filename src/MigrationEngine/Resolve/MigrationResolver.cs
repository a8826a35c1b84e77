using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Sql;
using Microsoft.Extensions.Logging;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>Finds migrations and callbacks below the locations and reads their checksums.</summary>
internal sealed class MigrationResolver
{
    private readonly EngineConfiguration _configuration;
    private readonly PlaceholderValues _placeholders;
    private readonly ILogger _logger;
    private readonly ResourceNameParser _parser;
    private readonly ScriptContent _content;
    private readonly LocationScanner _scanner;

    public MigrationResolver(EngineConfiguration configuration, PlaceholderValues placeholders, ILogger logger)
    {
        _configuration = configuration;
        _placeholders = placeholders;
        _logger = logger;
        _parser = new ResourceNameParser(configuration);
        _content = new ScriptContent(configuration);
        _scanner = new LocationScanner(configuration.WorkingDirectory, configuration.FailOnMissingLocations, logger);
    }

    /// <summary>
    /// Everything below the locations. The migrations are read when they are first asked for, as in Flyway: baseline and clean do without them.
    /// Their value throws a <see cref="MigrationException"/> for duplicates, unreadable files, and unknown placeholders in repeatables.
    /// </summary>
    /// <exception cref="MigrationException">Duplicate callbacks, badly named files (validateMigrationNaming).</exception>
    public (Lazy<ResolvedMigrations> Migrations, IReadOnlyList<CallbackScript> Callbacks) Resolve()
    {
        var files = Named(_configuration.Locations);
        var callbackFiles = _configuration.CallbackLocations.Count == 0 ? files : Named(_configuration.CallbackLocations);
        RefuseBadNames(files);

        var callbacks = _configuration.SkipDefaultCallbacks ? [] : Callbacks(callbackFiles);
        var migrations = _configuration.SkipDefaultResolvers
            ? []
            : files.Where(file => file.Name is { Problem: null, Kind: not ResourceKind.Callback }).Select(Migration);
        return (new Lazy<ResolvedMigrations>(() => new ResolvedMigrations(migrations)), callbacks);
    }

    private List<(ScriptFile File, ResourceName Name)> Named(IReadOnlyList<Location> locations) =>
        [.. _scanner.Scan(locations).Select(Named).OfType<(ScriptFile, ResourceName)>()];

    private (ScriptFile File, ResourceName Name)? Named(ScriptFile file)
    {
        if (_parser.SuffixOf(file.Name) is not null)
        {
            return (file, _parser.Parse(file.Name));
        }

        // A script file that is not named like a migration is none of ours, whatever validateMigrationNaming says.
        if (ScriptFileNames.ExtensionOf(file.Name) is not { } extension || _parser.Parse(file.Name, extension) is not { Problem: null } name)
        {
            return null;
        }

        return _configuration.ScriptMigrations is not null
            ? (file with { IsSql = false }, name)
            : throw new MigrationException(
                ErrorCode.Error,
                $"'{file.Script}' is a script migration, which is not run here: files from outside must not run commands on this host. "
                + "Write it in SQL, or remove or rename the file.");
    }

    private void RefuseBadNames(List<(ScriptFile File, ResourceName Name)> files)
    {
        var problems = files.Where(file => file.Name.Problem is not null).Select(file => file.Name.Problem!).ToList();
        if (problems.Count == 0)
        {
            return;
        }

        if (_configuration.ValidateMigrationNaming)
        {
            throw new MigrationException(ErrorCode.Error, $"Invalid SQL filenames found:\n{string.Join('\n', problems)}");
        }

        Log.BadlyNamed(_logger, problems.Count);
    }

    private static List<CallbackScript> Callbacks(List<(ScriptFile File, ResourceName Name)> files)
    {
        var callbacks = files.Where(file => file.Name is { Problem: null, Kind: ResourceKind.Callback })
            .Select(file => new CallbackScript(
                file.Name.CallbackEvent!, file.Name.Description, file.File.Script, file.File.Path, ConfigOf(file.File), file.File.IsSql))
            .OrderBy(callback => callback.Event, StringComparer.Ordinal).ThenBy(callback => callback.Description, StringComparer.Ordinal)
            .ToList();
        var duplicate = callbacks.GroupBy(callback => (callback.Event, callback.Description)).FirstOrDefault(group => group.Skip(1).Any());
        return duplicate is null
            ? callbacks
            : throw new MigrationException(
                ErrorCode.Error,
                $"Found more than 1 SQL callback script called {Path.GetFileNameWithoutExtension(duplicate.First().Path)}!\n"
                + $"Offenders:\n{string.Join('\n', duplicate.Select(callback => "-> " + callback.Path))}\nRemove or rename all but one of them.");
    }

    private ResolvedMigration Migration((ScriptFile File, ResourceName Name) found)
    {
        var (file, name) = found;
        var config = ConfigOf(file);
        var type = (name.Kind, file.IsSql) switch
        {
            (ResourceKind.Baseline, true) => MigrationType.SqlBaseline,
            (ResourceKind.Baseline, false) => MigrationType.ScriptBaseline,
            (ResourceKind.Undo, true) => MigrationType.UndoSql,
            (ResourceKind.Undo, false) => MigrationType.UndoScript,
            (_, false) => MigrationType.Script,
            _ => MigrationType.Sql,
        };
        if (name.Kind != ResourceKind.Repeatable || !file.IsSql || !_placeholders.AreReplacedIn(config))
        {
            return new ResolvedMigration(name.Version, name.Description, type, file.Script, file.Path, _content.ChecksumOf(file.Path, config), null, config);
        }

        var raw = _content.ReadAll(file.Path, config);
        var replaced = Replace(file, raw);
        return new ResolvedMigration(
            null, name.Description, type, file.Script, file.Path, Checksum.Of(replaced), Checksum.Of(raw), config);
    }

    private byte[] Replace(ScriptFile file, byte[] raw)
    {
        try
        {
            return PlaceholderReplacer.ReplaceAll(raw, _placeholders.Options, _placeholders.For(file.Path));
        }
        catch (SqlScriptException e)
        {
            throw ScriptErrors.Of(e, file.Path, ErrorCode.Error);
        }
    }

    private static ScriptConfig ConfigOf(ScriptFile file)
    {
        var path = file.Path + ".conf";
        return File.Exists(path) ? ScriptConfigParser.Parse(File.ReadAllText(path), path) : ScriptConfig.None;
    }
}
