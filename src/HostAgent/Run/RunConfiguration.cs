using Daybreak.HostAgent.Configuration;
using Daybreak.HostAgent.Connecting;
using Daybreak.HostAgent.Run.Credentials;
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
    public static EngineConfiguration Create(DatabaseSettings settings, string parameter, string mirror) =>
        Read(() => ConfigurationReader.ReadEngine(settings.Flyway, Source(parameter), mirror) with { Locations = [new Location(mirror)] });

    /// <summary>How often connecting is tried: as <c>connectRetries</c> says; without it the opener's default, which suits Aurora.</summary>
    /// <param name="settings">The database's settings.</param>
    /// <param name="parameter">The name of the parameter that they come from, for messages.</param>
    /// <param name="mirror">The absolute path of the mirror.</param>
    /// <exception cref="RunFailedException">Everything that is wrong with the Flyway settings.</exception>
    public static ConnectRetryPolicy Connecting(DatabaseSettings settings, string parameter, string mirror)
    {
        var input = Read(() => ConfigurationReader.ReadConnection(settings.Flyway, Source(parameter), mirror));
        return input.ConnectRetries is { } retries
            ? ConnectRetryPolicy.Flyway(retries, input.ConnectRetriesInterval) with { ShouldRetry = ConnectFailure.IsTransient }
            : DatabaseOpener.DefaultPolicy;
    }

    private static string Source(string parameter) => $"'flyway' in the SSM parameter {parameter}";

    private static T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (MigrationException e)
        {
            throw RunFailedException.Configuration(e.Message, e);
        }
    }
}
