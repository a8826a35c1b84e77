using Daybreak.MigrationEngine.History;
using Daybreak.MigrationEngine.Info;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Results;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>What migrate tells: its lines in the log, and its result.</summary>
internal sealed class MigrateProgress(MigrationContext context)
{
    private readonly List<ExecutedMigration> _executed = [];
    private readonly long _started = context.Time.GetTimestamp();
    private MigrationVersion? _initialVersion;
    private MigrationVersion? _version;

    /// <summary>Whether a migration was applied.</summary>
    public bool HasApplied => _executed.Count > 0;

    /// <summary>What an error says of the migrations before it.</summary>
    public string KnownToBeApplied =>
        $" {(HasApplied ? $"{_executed.Count} migrations, up to {_executed[^1].FilePath}," : "Nothing")} had been applied by then.";

    /// <summary>Tells where the database stands.</summary>
    public void Start(MigrationInfos infos)
    {
        _initialVersion = infos.Current;
        var schema = Identifier.Quote(context.DefaultSchema);
        Log.CurrentVersion(context.Logger, schema, infos.Current?.DisplayText ?? "<< Empty Schema >>");
        if (infos.LastResolved is { } latest && infos.Current > latest)
        {
            Log.NewerThanFiles(context.Logger, schema, infos.Current!.DisplayText, latest.DisplayText);
        }
    }

    /// <summary>Tells that a migration begins to run.</summary>
    public void Begin(ResolvedMigration file, ScriptExecution execution) =>
        Log.Migrating(context.Logger, Identifier.Quote(context.DefaultSchema), Describe(file, execution));

    /// <summary>Tells that a migration is committed, and counts it.</summary>
    public void Executed(ResolvedMigration file, int milliseconds)
    {
        Log.Migrated(context.Logger, MigrationFailures.Name(file), milliseconds);
        Count(file, milliseconds);
    }

    /// <summary>Counts a migration for the result.</summary>
    public void Count(ResolvedMigration file, int milliseconds)
    {
        _version = file.Version ?? _version;
        var category = new MigrationInfo(file, null, MigrationState.Pending, false).Category;
        _executed.Add(new ExecutedMigration(
            category, file.Version?.DisplayText ?? string.Empty, file.Description, file.Type.Name(), file.Path, milliseconds));
    }

    /// <summary>The result so far.</summary>
    public MigrateResult Result(bool success) => new()
    {
        Database = context.Session.Facts.Database,
        SchemaName = context.DefaultSchema,
        Schemas = context.Configuration.Schemas,
        InitialSchemaVersion = _initialVersion?.DisplayText,
        TargetSchemaVersion = _version?.DisplayText,
        Migrations = [.. _executed],
        Success = success,
        Warnings = [.. context.Session.Warnings],
        TotalTime = context.Time.GetElapsedTime(_started),
    };

    /// <summary>The error with what was applied before it.</summary>
    public MigrateException Failure(MigrationException error) =>
        new(error.Code, error.Message, Result(false) with { TargetSchemaVersion = null }, error) { Place = error.Place, SqlState = error.SqlState };

    private string Describe(ResolvedMigration file, ScriptExecution execution) =>
        MigrationFailures.Name(file)
        + (file.Version < _initialVersion ? " [out of order]" : string.Empty)
        + (execution == ScriptExecution.Autocommit ? " [non-transactional]" : string.Empty);
}
