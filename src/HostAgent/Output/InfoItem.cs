namespace Daybreak.HostAgent.Output;

/// <summary>A migration in info's answer, in Flyway's JSON.</summary>
internal sealed record InfoItem
{
    public required string Category { get; init; }

    public required string Version { get; init; }

    public required string RawVersion { get; init; }

    public required string Description { get; init; }

    public required string Type { get; init; }

    public required string InstalledOnUTC { get; init; }

    public required string State { get; init; }

    public required string Undoable { get; init; }

    public required string Filepath { get; init; }

    public required string UndoFilepath { get; init; }

    public required string InstalledBy { get; init; }

    public required string? ShouldExecuteExpression { get; init; }

    public required int ExecutionTime { get; init; }
}
