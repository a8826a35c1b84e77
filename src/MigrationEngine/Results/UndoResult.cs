namespace Daybreak.MigrationEngine.Results;

/// <summary>What undo did.</summary>
public sealed record UndoResult
{
    /// <summary>The name of the database.</summary>
    public required string Database { get; init; }

    /// <summary>The default schema.</summary>
    public required string SchemaName { get; init; }

    /// <summary>The setting <c>schemas</c>; empty when it is not given.</summary>
    public IReadOnlyList<string> Schemas { get; init; } = [];

    /// <summary>The version before.</summary>
    public string? InitialSchemaVersion { get; init; }

    /// <summary>The version after; null when nothing is applied any more.</summary>
    public string? TargetSchemaVersion { get; init; }

    /// <summary>What was undone, in order.</summary>
    public IReadOnlyList<ExecutedMigration> UndoneMigrations { get; init; } = [];

    /// <summary>Warnings, in order.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
