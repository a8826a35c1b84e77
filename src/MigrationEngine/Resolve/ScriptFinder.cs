using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>Finds migrations and callbacks below the locations and reads them: all that can be done before the database is known.</summary>
internal sealed class ScriptFinder
{
    private readonly EngineConfiguration _configuration;
    private readonly ResourceNameParser _parser;
    private readonly LocationScanner _scanner;

    public ScriptFinder(EngineConfiguration configuration)
    {
        _configuration = configuration;
        _parser = new ResourceNameParser(configuration);
        _scanner = new LocationScanner(configuration.WorkingDirectory, configuration.FailOnMissingLocations);
    }

    /// <summary>Everything below the locations, on threads of the pool; the migrations are still being read when it is told.</summary>
    /// <exception cref="MigrationException">A location is missing and must not be, or holds script migrations that are not run here.</exception>
    public Task<FoundScripts> FindAsync() => Task.Run(() =>
    {
        var files = Named(_configuration.Locations);
        var callbacks = _configuration.CallbackLocations.Count == 0 ? files : Named(_configuration.CallbackLocations);
        // Some are needed as soon as there is a connection.
        var read = Reader();
        foreach (var callback in callbacks.Where(script => IsCallback(script.Name)))
        {
            read(callback);
        }

        var reading = new FoundScriptsReading([.. files.Where(script => !IsCallback(script.Name) && script.Name.Problem is null)], Reader);
        reading.Begin();
        return new FoundScripts(files, callbacks, _scanner.Notices, reading);
    });

    private Action<FoundScript> Reader()
    {
        var content = new ScriptContent(_configuration);
        return script => Read(script, content);
    }

    private static bool IsCallback(ResourceName name) => name is { Problem: null, Kind: ResourceKind.Callback };

    private List<FoundScript> Named(IReadOnlyList<Location> locations) => [.. _scanner.Scan(locations).SelectMany(Named)];

    /// <summary>What a file is: mostly one thing; both an SQL and a script migration, as in Flyway, where a suffix is a shell's extension.</summary>
    private IEnumerable<FoundScript> Named(ScriptFile file)
    {
        if (_parser.SuffixOf(file.Name) is { } suffix)
        {
            yield return new FoundScript(file, _parser.Parse(file.Name, suffix));
        }

        // A script file that is not named like a migration is none of ours, whatever validateMigrationNaming says.
        if (ScriptFileNames.ExtensionOf(file.Name) is not { } extension || _parser.Parse(file.Name, extension) is not { Problem: null } name)
        {
            yield break;
        }

        yield return _configuration.ScriptMigrations is not null
            ? new FoundScript(file with { IsSql = false }, name)
            : throw new MigrationException(
                ErrorCode.Error,
                $"'{file.Script}' is a script migration, which is not run here: files from outside must not run commands on this host. "
                + "Write it in SQL, or remove or rename the file.");
    }

    /// <summary>A failure is kept: whether the script is needed, and which failure comes first, is decided later.</summary>
    private void Read(FoundScript script, ScriptContent content)
    {
        try
        {
            var config = ScriptConfigParser.Of(script.File);
            script.Read(config, HasOneChecksum(script, config) ? content.ChecksumOf(script.File.Path, config, script) : null);
        }
        catch (MigrationException e)
        {
            script.Fail(e);
        }
        finally
        {
            script.EndReading();
        }
    }

    private bool HasOneChecksum(FoundScript script, ScriptConfig config) => script.Name.Kind switch
    {
        ResourceKind.Callback => false,
        ResourceKind.Repeatable => !script.File.IsSql || !PlaceholderValues.AreReplacedIn(config, _configuration),
        _ => true,
    };
}
