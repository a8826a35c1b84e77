using Daybreak.HostAgent.Configuration;
using Daybreak.HostAgent.Run.Settings;
using Daybreak.MigrationEngine;
using Daybreak.MigrationEngine.Model;

namespace Daybreak.HostAgent.Run;

/// <summary>Makes the engine's settings of a database's.</summary>
internal static class RunConfiguration
{
    /// <summary>Reads the Flyway settings; the location is the mirror, and what is relative is relative to it.</summary>
    /// <param name="settings">The database's settings.</param>
    /// <param name="parameter">The name of the parameter that they come from, for messages.</param>
    /// <param name="mirror">The absolute path of the mirror.</param>
    /// <exception cref="RunFailedException">Everything that is wrong with the Flyway settings.</exception>
    public static EngineConfiguration Create(DatabaseSettings settings, string parameter, string mirror)
    {
        try
        {
            var configuration = ConfigurationReader.ReadEngine(settings.Flyway, $"'flyway' in the SSM parameter {parameter}", mirror);
            return configuration with { Locations = [new Location(mirror)] };
        }
        catch (MigrationException e)
        {
            throw RunFailedException.Configuration(e.Message, e);
        }
    }
}
