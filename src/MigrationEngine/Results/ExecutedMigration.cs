namespace Daybreak.MigrationEngine.Results;

/// <summary>A migration that was run.</summary>
/// <param name="Category">Versioned, Repeatable, Baseline or Undo.</param>
/// <param name="Version">Empty for repeatables, as in Flyway's JSON.</param>
/// <param name="Description">Empty when the file has none.</param>
/// <param name="Type">The history table's type.</param>
/// <param name="FilePath">Absolute path.</param>
/// <param name="ExecutionTime">Milliseconds.</param>
public sealed record ExecutedMigration(string Category, string Version, string Description, string Type, string FilePath, int ExecutionTime);
