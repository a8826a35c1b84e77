namespace Daybreak.HostAgent.Output;

/// <summary>The answer of repair, in Flyway's JSON.</summary>
internal sealed record RepairAnswer
{
    public required IReadOnlyList<string> RepairActions { get; init; }

    public required IReadOnlyList<RepairedMigrationAnswer> MigrationsRemoved { get; init; }

    public required IReadOnlyList<RepairedMigrationAnswer> MigrationsDeleted { get; init; }

    public required IReadOnlyList<RepairedMigrationAnswer> MigrationsAligned { get; init; }

    public string FlywayVersion { get; init; } = CommandLine.VersionText.Flyway;

    public required string Database { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public string Operation { get; init; } = "repair";
}
