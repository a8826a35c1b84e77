using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Results;

/// <summary>Files and history at one moment.</summary>
public sealed record MigrationComparison
{
    /// <summary>The greatest applied version; null when none is.</summary>
    public required string? SchemaVersion { get; init; }

    /// <summary>Every row and every file that is not applied, in info's order.</summary>
    public required IReadOnlyList<MigrationInfo> Migrations { get; init; }

    /// <summary>Whether migrate would run no script, neither migration nor callback, and create nothing.</summary>
    public required bool IsUpToDate { get; init; }
}
