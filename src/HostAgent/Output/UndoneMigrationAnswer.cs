namespace Daybreak.HostAgent.Output;

/// <summary>A migration that was undone, in Flyway's JSON.</summary>
internal sealed record UndoneMigrationAnswer(string Version, string Description, string Filepath, int ExecutionTime);
