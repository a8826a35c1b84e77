using Microsoft.Extensions.Logging;

namespace Daybreak.MigrationEngine;

/// <summary>Every line the engine logs, in Flyway's wording where Flyway has one.</summary>
internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Warning, "Discarding location 'filesystem:{location}' as it is a sub-location of 'filesystem:{parent}'")]
    public static partial void DiscardedLocation(ILogger logger, string location, string parent);

    [LoggerMessage(101, LogLevel.Error, "Skipping location {location}: {why}.")]
    public static partial void MissingLocation(ILogger logger, string location, string why);

    [LoggerMessage(102, LogLevel.Information,
        "{count} SQL migrations were detected but not run because they did not follow the filename convention. "
        + "Set 'validateMigrationNaming' to true to fail fast and see a list of the invalid file names.")]
    public static partial void BadlyNamed(ILogger logger, int count);

    [LoggerMessage(103, LogLevel.Warning, "No migrations found. Are your locations set up correctly?")]
    public static partial void NoMigrationsFound(ILogger logger);

    [LoggerMessage(104, LogLevel.Warning, "Skipping folder {folder}: {why}.")]
    public static partial void SkippedFolder(ILogger logger, string folder, string why);

    [LoggerMessage(110, LogLevel.Information, "Waiting for the advisory lock {key}: another migration is running on this database ...")]
    public static partial void WaitingForLock(ILogger logger, long key);

    [LoggerMessage(111, LogLevel.Information, "DB: {message}")]
    public static partial void ServerNotice(ILogger logger, string message);

    [LoggerMessage(112, LogLevel.Warning, "{message}")]
    public static partial void ServerWarning(ILogger logger, string message);

    [LoggerMessage(113, LogLevel.Debug, "Executing: {statement}")]
    public static partial void Statement(ILogger logger, string statement);

    [LoggerMessage(114, LogLevel.Information, "{table}")]
    public static partial void QueryResult(ILogger logger, string table);

    [LoggerMessage(115, LogLevel.Information, "Executing SQL callback: {name}")]
    public static partial void ExecutingCallback(ILogger logger, string name);

    [LoggerMessage(116, LogLevel.Information, "Creating schema {schema} ...")]
    public static partial void CreatingSchema(ILogger logger, string schema);

    [LoggerMessage(117, LogLevel.Information, "Creating Schema History table {table} ...")]
    public static partial void CreatingHistory(ILogger logger, string table);

    [LoggerMessage(118, LogLevel.Warning, "The configuration option 'createSchemas' is false.\nHowever, the schema history table still needs a schema to reside in.\nYou must manually create a schema for the schema history table to reside in. Missing: {schema}")]
    public static partial void SchemaMissing(ILogger logger, string schema);

    [LoggerMessage(119, LogLevel.Information, "Current version of schema {schema}: {version}")]
    public static partial void CurrentVersion(ILogger logger, string schema, string version);

    [LoggerMessage(120, LogLevel.Warning, "Schema {schema} has a version ({current}) that is newer than the latest available migration ({latest}) !")]
    public static partial void NewerThanFiles(ILogger logger, string schema, string current, string latest);

    [LoggerMessage(121, LogLevel.Information, "Migrating schema {schema} {migration}")]
    public static partial void Migrating(ILogger logger, string schema, string migration);

    [LoggerMessage(122, LogLevel.Information, "Migrated {migration} in {milliseconds} ms")]
    public static partial void Migrated(ILogger logger, string migration, int milliseconds);

    [LoggerMessage(123, LogLevel.Warning, "{message}")]
    public static partial void Warning(ILogger logger, string message);

    [LoggerMessage(126, LogLevel.Information, "Successfully baselined schema with version: {version}")]
    public static partial void Baselined(ILogger logger, string version);

    [LoggerMessage(127, LogLevel.Information, "Schema history table {table} already initialized with ({version},{description}). Skipping.")]
    public static partial void AlreadyBaselined(ILogger logger, string table, string version, string description);

    [LoggerMessage(129, LogLevel.Information, "{line}")]
    public static partial void ScriptOutput(ILogger logger, string line);

    [LoggerMessage(128, LogLevel.Information, "Undoing migration of schema {schema} {migration}")]
    public static partial void Undoing(ILogger logger, string schema, string migration);
}
