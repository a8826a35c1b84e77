using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Sql;
using Microsoft.Extensions.Logging;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>Makes migrations and callbacks of what was found below the locations.</summary>
internal sealed class MigrationResolver(EngineConfiguration configuration, PlaceholderValues placeholders, ILogger logger)
{
    private readonly ScriptContent _content = new(configuration);

    /// <summary>
    /// Everything that was found. The migrations are made of it when they are first asked for, as in Flyway: baseline and clean do without them.
    /// Their value throws a <see cref="MigrationException"/> for duplicates, unreadable files, and unknown placeholders in repeatables.
    /// </summary>
    /// <exception cref="MigrationException">Duplicate callbacks, badly named files (validateMigrationNaming).</exception>
    /// <param name="found">What was found.</param>
    /// <param name="known">Files that were read before, by their paths; null: all are read.</param>
    public (Lazy<ResolvedMigrations> Migrations, IReadOnlyList<CallbackScript> Callbacks) Resolve(
        FoundScripts found, IReadOnlyDictionary<string, ResolvedMigration>? known = null)
    {
        foreach (var notice in found.Notices)
        {
            notice(logger);
        }

        RefuseBadNames(found.Migrations);
        var callbacks = configuration.SkipDefaultCallbacks ? [] : Callbacks(found.Callbacks);
        var migrations = configuration.SkipDefaultResolvers
            ? []
            : found.Migrations.Where(script => script.Name is { Problem: null, Kind: not ResourceKind.Callback }).Select(script => known?.GetValueOrDefault(script.File.Path) ?? Migration(script));
        return (new Lazy<ResolvedMigrations>(() => Resolved(found.Migrations, migrations)), callbacks);
    }

    private ResolvedMigrations Resolved(IReadOnlyList<FoundScript> scripts, IEnumerable<ResolvedMigration> migrations)
    {
        RefuseSharedPrefix(scripts);
        return new ResolvedMigrations(migrations);
    }

    /// <summary>Flyway makes two migrations of each file whose prefix two kinds have: mostly duplicates, which it refuses.</summary>
    private void RefuseSharedPrefix(IReadOnlyList<FoundScript> scripts)
    {
        (string Setting, string Prefix, ResourceKind Kind)[] kinds =
        [
            ("sqlMigrationPrefix", configuration.SqlMigrationPrefix, ResourceKind.Versioned),
            ("baselineMigrationPrefix", configuration.BaselineMigrationPrefix, ResourceKind.Baseline),
            ("repeatableSqlMigrationPrefix", configuration.RepeatableSqlMigrationPrefix, ResourceKind.Repeatable),
        ];
        foreach (var shared in kinds.GroupBy(kind => kind.Prefix).Where(group => group.Skip(1).Any()))
        {
            if (scripts.FirstOrDefault(script => script.Name.Problem is null && shared.Any(kind => kind.Kind == script.Name.Kind)) is { } script)
            {
                throw new MigrationException(
                    ErrorCode.DuplicateVersionedMigration,
                    $"{string.Join(" and ", shared.Select(kind => kind.Setting))} are both '{shared.Key}', so that '{script.File.Script}' would be two "
                    + "migrations. Give each kind a prefix of its own.");
            }
        }
    }

    private void RefuseBadNames(IReadOnlyList<FoundScript> scripts)
    {
        var problems = scripts.Where(script => script.Name.Problem is not null).Select(script => script.Name.Problem!).ToList();
        if (problems.Count == 0)
        {
            return;
        }

        if (configuration.ValidateMigrationNaming)
        {
            throw new MigrationException(ErrorCode.Error, $"Invalid SQL filenames found:\n{string.Join('\n', problems)}");
        }

        Log.BadlyNamed(logger, problems.Count);
    }

    private static List<CallbackScript> Callbacks(IReadOnlyList<FoundScript> scripts)
    {
        var callbacks = scripts.Where(script => script.Name is { Problem: null, Kind: ResourceKind.Callback })
            .Select(Callback)
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

    private static CallbackScript Callback(FoundScript script)
    {
        script.ThrowIfFailed();
        var (file, name) = script;
        return new CallbackScript(name.CallbackEvent!, name.Description, file.Script, file.Path, script.Config, file.IsSql);
    }

    private ResolvedMigration Migration(FoundScript script)
    {
        script.ThrowIfFailed();
        var (file, name) = script;
        var type = (name.Kind, file.IsSql) switch
        {
            (ResourceKind.Baseline, true) => MigrationType.SqlBaseline,
            (ResourceKind.Baseline, false) => MigrationType.ScriptBaseline,
            (ResourceKind.Undo, true) => MigrationType.UndoSql,
            (ResourceKind.Undo, false) => MigrationType.UndoScript,
            (_, false) => MigrationType.Script,
            _ => MigrationType.Sql,
        };
        if (script.Checksum is { } checksum)
        {
            return new ResolvedMigration(name.Version, name.Description, type, file.Script, file.Path, checksum, null, script.Config);
        }

        var raw = _content.ReadAll(file.Path, script.Config);
        var replaced = Replace(file, raw);
        return new ResolvedMigration(
            null, name.Description, type, file.Script, file.Path, Checksum.Of(replaced), Checksum.Of(raw), script.Config);
    }

    private byte[] Replace(ScriptFile file, byte[] raw)
    {
        try
        {
            return PlaceholderReplacer.ReplaceAll(raw, placeholders.Options, placeholders.For(file.Path));
        }
        catch (SqlScriptException e)
        {
            throw ScriptErrors.Of(e, file.Path, ErrorCode.Error);
        }
    }
}
