namespace Daybreak.MigrationEngine.Results;

/// <summary>What migrate (or undo) did.</summary>
public sealed record MigrateResult
{
    /// <summary>The name of the database.</summary>
    public required string Database { get; init; }

    /// <summary>The default schema.</summary>
    public required string SchemaName { get; init; }

    /// <summary>The setting <c>schemas</c>; empty when it is not given.</summary>
    public IReadOnlyList<string> Schemas { get; init; } = [];

    /// <summary>The version before; null when there was none.</summary>
    public string? InitialSchemaVersion { get; init; }

    /// <summary>The version of the last migration that ran; null when none did.</summary>
    public string? TargetSchemaVersion { get; init; }

    /// <summary>What ran, in order.</summary>
    public IReadOnlyList<ExecutedMigration> Migrations { get; init; } = [];

    /// <summary>How many ran.</summary>
    public int MigrationsExecuted => Migrations.Count;

    /// <summary>Whether all that was to be done was done.</summary>
    public required bool Success { get; init; }

    /// <summary>Warnings, in order.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The whole command's time.</summary>
    public TimeSpan TotalTime { get; init; }
}
