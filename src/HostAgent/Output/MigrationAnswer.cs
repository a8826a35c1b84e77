namespace Daybreak.HostAgent.Output;

/// <summary>A migration that ran, in Flyway's JSON.</summary>
internal sealed record MigrationAnswer(string Category, string Version, string Description, string Type, string Filepath, int ExecutionTime);
