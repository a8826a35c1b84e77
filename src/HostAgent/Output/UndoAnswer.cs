namespace Daybreak.HostAgent.Output;

/// <summary>The answer of undo, in Flyway's JSON.</summary>
internal sealed record UndoAnswer
{
    public required string? InitialSchemaVersion { get; init; }

    public required string? TargetSchemaVersion { get; init; }

    public required string SchemaName { get; init; }

    public required IReadOnlyList<UndoneMigrationAnswer> UndoneMigrations { get; init; }

    public required int MigrationsUndone { get; init; }

    public string FlywayVersion { get; init; } = CommandLine.VersionText.Flyway;

    public required string Database { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    public string Operation { get; init; } = "undo";
}
