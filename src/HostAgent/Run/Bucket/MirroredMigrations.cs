using Daybreak.MigrationEngine;
using Daybreak.MigrationEngine.Resolve;

namespace Daybreak.HostAgent.Run.Bucket;

/// <summary>The migrations in a mirror as databases with the same settings see them.</summary>
/// <param name="Configuration">The engine's settings.</param>
internal sealed record MirroredMigrations(EngineConfiguration Configuration)
{
    /// <summary>The files, which are read once.</summary>
    public MigrationFiles Files { get; } = new();
}
