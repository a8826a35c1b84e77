using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Results;

/// <summary>What info found.</summary>
public sealed record InfoResult
{
    /// <summary>The name of the database.</summary>
    public required string Database { get; init; }

    /// <summary>The default schema.</summary>
    public required string SchemaName { get; init; }

    /// <summary>The setting <c>schemas</c>; empty when it is not given.</summary>
    public IReadOnlyList<string> Schemas { get; init; } = [];

    /// <summary>The current version; null when nothing is applied, or only repeatables.</summary>
    public string? SchemaVersion { get; init; }

    /// <summary>Whether every managed schema is empty.</summary>
    public bool AllSchemasEmpty { get; init; }

    /// <summary>The migrations, in info's order, filtered by the info settings.</summary>
    public required IReadOnlyList<MigrationInfo> Migrations { get; init; }
}
