using System.Text.Json.Serialization;

namespace Daybreak.HostAgent.Output;

/// <summary>The answer of migrate, in Flyway's JSON.</summary>
internal sealed record MigrateAnswer
{
    public required string? InitialSchemaVersion { get; init; }

    public required string? TargetSchemaVersion { get; init; }

    public required string SchemaName { get; init; }

    public required IReadOnlyList<MigrationAnswer> Migrations { get; init; }

    public required int MigrationsExecuted { get; init; }

    public required bool Success { get; init; }

    public string FlywayVersion { get; init; } = CommandLine.VersionText.Flyway;

    public required string Database { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The sum of the migrations' times, in milliseconds.</summary>
    public required long TotalMigrationTime { get; init; }

    public string DatabaseType { get; init; } = "PostgreSQL";

    /// <summary>Only when migrate failed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ErrorItem? Error { get; init; }

    public required string? Exception { get; init; }

    public bool LicenseFailed { get; init; }

    public required string Timestamp { get; init; }

    public string Operation { get; init; } = "migrate";
}
