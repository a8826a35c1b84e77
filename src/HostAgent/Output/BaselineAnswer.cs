namespace Daybreak.HostAgent.Output;

/// <summary>The answer of baseline, in Flyway's JSON.</summary>
internal sealed record BaselineAnswer
{
    public required bool SuccessfullyBaselined { get; init; }

    public required string BaselineVersion { get; init; }

    public string FlywayVersion { get; init; } = CommandLine.VersionText.Flyway;

    public required string Database { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public string Operation { get; init; } = "baseline";
}
