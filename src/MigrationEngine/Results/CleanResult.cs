namespace Daybreak.MigrationEngine.Results;

/// <summary>What clean did.</summary>
public sealed record CleanResult
{
    /// <summary>The name of the database.</summary>
    public required string Database { get; init; }

    /// <summary>Schemas whose objects were dropped.</summary>
    public IReadOnlyList<string> SchemasCleaned { get; init; } = [];

    /// <summary>Schemas that were dropped because Flyway had created them.</summary>
    public IReadOnlyList<string> SchemasDropped { get; init; } = [];
}
