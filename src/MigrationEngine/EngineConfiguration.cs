using System.Text;
using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine;

/// <summary>
/// The settings of the engine, each with Flyway's name, meaning and default. How to reach the database is not among them:
/// the engine is given a way to open connections.
/// </summary>
public sealed record EngineConfiguration
{
    /// <summary><c>locations</c>: where migrations are. Required.</summary>
    public required IReadOnlyList<Location> Locations { get; init; }

    /// <summary><c>callbackLocations</c>: where callbacks are; empty: in <see cref="Locations"/>.</summary>
    public IReadOnlyList<Location> CallbackLocations { get; init; } = [];

    /// <summary><c>workingDirectory</c>: what relative locations are relative to, and the value of its placeholder.</summary>
    public string WorkingDirectory { get; init; } = Environment.CurrentDirectory;

    /// <summary><c>failOnMissingLocations</c>.</summary>
    public bool FailOnMissingLocations { get; init; }

    /// <summary><c>schemas</c>: managed schemas, as in the database (no quotes).</summary>
    public IReadOnlyList<string> Schemas { get; init; } = [];

    /// <summary><c>defaultSchema</c>: null: the first of <see cref="Schemas"/>, else the connection's current schema.</summary>
    public string? DefaultSchema { get; init; }

    /// <summary><c>createSchemas</c>.</summary>
    public bool CreateSchemas { get; init; } = true;

    /// <summary><c>table</c>: the name of the history table.</summary>
    public string Table { get; init; } = "flyway_schema_history";

    /// <summary><c>tablespace</c> of the history table; null: the database's default.</summary>
    public string? Tablespace { get; init; }

    /// <summary><c>encoding</c> of the scripts; a strict one: malformed input is an error.</summary>
    public Encoding Encoding { get; init; } = new UTF8Encoding(false, true);

    /// <summary><c>detectEncoding</c>.</summary>
    public bool DetectEncoding { get; init; }

    /// <summary><c>sqlMigrationPrefix</c>.</summary>
    public string SqlMigrationPrefix { get; init; } = "V";

    /// <summary><c>baselineMigrationPrefix</c>.</summary>
    public string BaselineMigrationPrefix { get; init; } = "B";

    /// <summary><c>undoSqlMigrationPrefix</c>.</summary>
    public string UndoSqlMigrationPrefix { get; init; } = "U";

    /// <summary><c>repeatableSqlMigrationPrefix</c>.</summary>
    public string RepeatableSqlMigrationPrefix { get; init; } = "R";

    /// <summary><c>sqlMigrationSeparator</c>.</summary>
    public string SqlMigrationSeparator { get; init; } = "__";

    /// <summary><c>sqlMigrationSuffixes</c>.</summary>
    public IReadOnlyList<string> SqlMigrationSuffixes { get; init; } = [".sql"];

    /// <summary><c>validateMigrationNaming</c>.</summary>
    public bool ValidateMigrationNaming { get; init; }

    /// <summary><c>placeholderReplacement</c>.</summary>
    public bool PlaceholderReplacement { get; init; } = true;

    /// <summary><c>placeholderPrefix</c>.</summary>
    public string PlaceholderPrefix { get; init; } = "${";

    /// <summary><c>placeholderSuffix</c>.</summary>
    public string PlaceholderSuffix { get; init; } = "}";

    /// <summary><c>placeholderSeparator</c>: between <c>flyway</c> and the name of a built-in placeholder.</summary>
    public string PlaceholderSeparator { get; init; } = ":";

    /// <summary><c>placeholders.*</c>; names compare without case.</summary>
    public IReadOnlyDictionary<string, string> Placeholders { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary><c>environment</c>: the value of its placeholder.</summary>
    public string EnvironmentName { get; init; } = "default";

    /// <summary><c>target</c>.</summary>
    public MigrationTarget Target { get; init; } = MigrationTarget.Latest;

    /// <summary><c>cherryPick</c>: versions and descriptions, in the order to run them; empty: everything pending.</summary>
    public IReadOnlyList<string> CherryPick { get; init; } = [];

    /// <summary><c>outOfOrder</c>.</summary>
    public bool OutOfOrder { get; init; }

    /// <summary><c>ignoreMigrationPatterns</c>.</summary>
    public IReadOnlyList<IgnoreMigrationPattern> IgnoreMigrationPatterns { get; init; } = [IgnoreMigrationPattern.Future];

    /// <summary><c>validateOnMigrate</c>.</summary>
    public bool ValidateOnMigrate { get; init; } = true;

    /// <summary><c>group</c>: all pending migrations in one transaction.</summary>
    public bool Group { get; init; }

    /// <summary><c>mixed</c>: transactional and non-transactional statements may stand in one migration.</summary>
    public bool Mixed { get; init; }

    /// <summary><c>executeInTransaction</c>.</summary>
    public bool ExecuteInTransaction { get; init; } = true;

    /// <summary><c>transactionStatements</c> (Daybreak's own): false refuses scripts with BEGIN, COMMIT or ROLLBACK of their own.</summary>
    public bool AllowTransactionStatements { get; init; } = true;

    /// <summary><c>skipExecutingMigrations</c>: rows are written, SQL is not run.</summary>
    public bool SkipExecutingMigrations { get; init; }

    /// <summary>How script migrations are run; null: they are refused, because whoever writes the files may not run commands here.</summary>
    public ScriptMigrationOptions? ScriptMigrations { get; init; }

    /// <summary><c>skipDefaultCallbacks</c>.</summary>
    public bool SkipDefaultCallbacks { get; init; }

    /// <summary><c>skipDefaultResolvers</c>: no SQL migrations are looked for.</summary>
    public bool SkipDefaultResolvers { get; init; }

    /// <summary><c>baselineOnMigrate</c>.</summary>
    public bool BaselineOnMigrate { get; init; }

    /// <summary><c>baselineVersion</c>.</summary>
    public string BaselineVersion { get; init; } = "1";

    /// <summary><c>baselineDescription</c>.</summary>
    public string BaselineDescription { get; init; } = "<< Flyway Baseline >>";

    /// <summary><c>cleanDisabled</c>.</summary>
    public bool CleanDisabled { get; init; } = true;

    /// <summary><c>installedBy</c>; null: the connection's current user.</summary>
    public string? InstalledBy { get; init; }

    /// <summary><c>initSql</c>: run right after connecting; null: nothing.</summary>
    public string? InitSql { get; init; }

    /// <summary><c>lockRetryCount</c>: tries after the first, one second apart; -1: without end.</summary>
    public int LockRetryCount { get; init; } = 50;

    /// <summary><c>outputQueryResults</c>: result sets are logged.</summary>
    public bool OutputQueryResults { get; init; } = true;

    /// <summary><c>dryRunOutput</c>: the file that migrate and undo write instead of running; null: they run.</summary>
    public string? DryRunOutput { get; init; }

    /// <summary><c>infoSinceVersion</c>.</summary>
    public string? InfoSinceVersion { get; init; }

    /// <summary><c>infoUntilVersion</c>.</summary>
    public string? InfoUntilVersion { get; init; }

    /// <summary><c>infoSinceDate</c>.</summary>
    public DateTime? InfoSinceDate { get; init; }

    /// <summary><c>infoUntilDate</c>.</summary>
    public DateTime? InfoUntilDate { get; init; }

    /// <summary><c>infoOfState</c>: display names of states; empty: all.</summary>
    public IReadOnlyList<string> InfoOfState { get; init; } = [];
}
