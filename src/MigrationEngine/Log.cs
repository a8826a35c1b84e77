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
}
