using Daybreak.HostAgent.Run.Settings;
using Daybreak.MigrationEngine;
using Daybreak.MigrationEngine.Model;

namespace Daybreak.HostAgent.Run;

/// <summary>Makes the engine's settings of a database's.</summary>
internal static class RunConfiguration
{
    /// <summary>Reads the Flyway settings; the location is the run's folder.</summary>
    public static EngineConfiguration Create(DatabaseSettings settings, string folder, RunLog log)
    {
        log.Information($"{settings.Flyway.Count} Flyway settings.");
        return new() { Locations = [new Location(folder)] };
    }
}
