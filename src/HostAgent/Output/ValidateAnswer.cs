namespace Daybreak.HostAgent.Output;

/// <summary>The answer of validate, in Flyway's JSON.</summary>
internal sealed record ValidateAnswer
{
    public required ErrorDetails? ErrorDetails { get; init; }

    public required IReadOnlyList<InvalidMigrationAnswer> InvalidMigrations { get; init; }

    public required bool ValidationSuccessful { get; init; }

    public required int ValidateCount { get; init; }

    public string FlywayVersion { get; init; } = CommandLine.VersionText.Flyway;

    public required string Database { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    public required string AllErrorMessages { get; init; }

    public string Operation { get; init; } = "validate";
}
