using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Results;

/// <summary>What validate found.</summary>
public sealed record ValidateResult
{
    /// <summary>The name of the database.</summary>
    public required string Database { get; init; }

    /// <summary>The default schema.</summary>
    public required string SchemaName { get; init; }

    /// <summary>The problems; empty when validation was successful.</summary>
    public required IReadOnlyList<InvalidMigration> InvalidMigrations { get; init; }

    /// <summary>A problem of the whole, not of a migration (<see cref="ErrorCode.SchemaDoesNotExist"/>); null otherwise.</summary>
    public ErrorCode? ErrorCode { get; init; }

    /// <summary>Every message, one after the other; null when successful.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>How many migrations were looked at; 0, as in Flyway, when one is wrong.</summary>
    public int ValidateCount { get; init; }

    /// <summary>Warnings, in order.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Whether nothing is wrong.</summary>
    public bool ValidationSuccessful => ErrorCode is null && InvalidMigrations.Count == 0;

    /// <summary>The whole command's time.</summary>
    public TimeSpan TotalTime { get; init; }
}
