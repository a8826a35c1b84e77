namespace Daybreak.MigrationEngine.Results;

/// <summary>What repair did.</summary>
public sealed record RepairResult
{
    /// <summary>The name of the database.</summary>
    public required string Database { get; init; }

    /// <summary>Failed rows that were removed.</summary>
    public IReadOnlyList<RepairedMigration> MigrationsRemoved { get; init; } = [];

    /// <summary>Missing migrations that were marked as deleted.</summary>
    public IReadOnlyList<RepairedMigration> MigrationsDeleted { get; init; } = [];

    /// <summary>Rows that were aligned with their files.</summary>
    public IReadOnlyList<RepairedMigration> MigrationsAligned { get; init; } = [];

    /// <summary>Sentences for what was done.</summary>
    public IReadOnlyList<string> RepairActions { get; init; } = [];
}
