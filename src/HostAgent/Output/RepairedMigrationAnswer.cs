namespace Daybreak.HostAgent.Output;

/// <summary>A migration whose rows repair changed, in Flyway's JSON.</summary>
internal sealed record RepairedMigrationAnswer(string Version, string Description, string Filepath);
