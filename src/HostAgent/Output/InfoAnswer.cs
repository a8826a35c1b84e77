namespace Daybreak.HostAgent.Output;

/// <summary>The answer of info, in Flyway's JSON.</summary>
internal sealed record InfoAnswer
{
    public required string? SchemaVersion { get; init; }

    public required string SchemaName { get; init; }

    public required IReadOnlyList<InfoItem> Migrations { get; init; }

    public string FlywayVersion { get; init; } = CommandLine.VersionText.Flyway;

    public required string Database { get; init; }

    public required bool AllSchemasEmpty { get; init; }

    public string? Exception { get; init; }

    public bool LicenseFailed { get; init; }

    public required string Timestamp { get; init; }

    public string Operation { get; init; } = "info";
}
