namespace Daybreak.MigrationEngine.Results;

/// <summary>A migration whose rows repair changed.</summary>
/// <param name="Version">Empty for repeatables.</param>
/// <param name="Description">The migration's.</param>
/// <param name="FilePath">Absolute path; empty when there is no file.</param>
public sealed record RepairedMigration(string Version, string Description, string FilePath);
