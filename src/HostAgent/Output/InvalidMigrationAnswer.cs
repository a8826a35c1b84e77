namespace Daybreak.HostAgent.Output;

/// <summary>A migration that validation found wrong, in Flyway's JSON.</summary>
internal sealed record InvalidMigrationAnswer(string Version, string Description, string Filepath, ErrorDetails ErrorDetails);
