namespace Daybreak.HostAgent.Output;

/// <summary>The answer of clean, in Flyway's JSON.</summary>
internal sealed record CleanAnswer
{
    public required IReadOnlyList<string> SchemasCleaned { get; init; }

    public required IReadOnlyList<string> SchemasDropped { get; init; }

    public string FlywayVersion { get; init; } = CommandLine.VersionText.Flyway;

    public required string Database { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public string Operation { get; init; } = "clean";
}
