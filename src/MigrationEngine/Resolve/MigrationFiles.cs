using Daybreak.MigrationEngine.Model;
using Microsoft.Extensions.Logging;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>
/// What is below the locations, read once for any number of engines. The files must stay as they are, and all these engines must have the same
/// settings but for <see cref="EngineConfiguration.SkipDefaultCallbacks"/>, the ignored patterns and what info shows. Safe for concurrent use.
/// </summary>
public sealed class MigrationFiles
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ResolvedMigration> _known = new(StringComparer.Ordinal);
    private Task<FoundScripts>? _finding;
    private (Lazy<ResolvedMigrations> Migrations, IReadOnlyList<CallbackScript> Callbacks)? _same;

    /// <summary>What is below the locations; looked up once, and read to the end.</summary>
    internal Task<FoundScripts> FindAsync(EngineConfiguration configuration)
    {
        lock (_lock)
        {
            return _finding ??= FindReadAsync(configuration);
        }
    }

    private static async Task<FoundScripts> FindReadAsync(EngineConfiguration configuration)
    {
        var found = await new ScriptFinder(configuration).FindAsync().ConfigureAwait(false);
        found.Reading.AddThread();
        await found.Reading.End.ConfigureAwait(false);
        return found;
    }

    /// <summary>Everything that was found, callbacks included.</summary>
    internal (Lazy<ResolvedMigrations> Migrations, IReadOnlyList<CallbackScript> Callbacks) Resolve(
        FoundScripts found, EngineConfiguration configuration, PlaceholderValues placeholders, ILogger logger)
    {
        lock (_lock)
        {
            if (_same is { } same)
            {
                return same;
            }

            var resolver = new MigrationResolver(configuration with { SkipDefaultCallbacks = false }, placeholders, logger);
            var resolved = resolver.Resolve(found, _known);
            foreach (var file in All(resolved.Migrations.Value).Where(IsSameEverywhere))
            {
                _known[file.Path] = file;
            }

            if (All(resolved.Migrations.Value).All(IsSameEverywhere))
            {
                _same = resolved;
            }

            return resolved;
        }
    }

    // The checksum of a repeatable with placeholders is one of the session's: its user, database and moment.
    private static bool IsSameEverywhere(ResolvedMigration file) => file.EquivalentChecksum is null || file.EquivalentChecksum == file.Checksum;

    private static IEnumerable<ResolvedMigration> All(ResolvedMigrations files) =>
        files.Versioned.Concat(files.Baselines).Concat(files.Undos).Concat(files.Repeatables);
}
