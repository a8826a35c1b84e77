using Daybreak.MigrationEngine.Model;
using Npgsql;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>Errors of the engine's own work with the server and with files, as the user reads them.</summary>
internal static class DatabaseErrors
{
    /// <summary>Whether the error is one of the surroundings, not of the engine.</summary>
    public static bool IsKnown(Exception error) => error is NpgsqlException or TimeoutException or IOException or UnauthorizedAccessException;

    /// <summary>Does something; the surroundings' errors come as the engine's.</summary>
    public static async Task<T> KnownAsync<T>(Func<Task<T>> action)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (Exception e) when (IsKnown(e))
        {
            throw Of(e);
        }
    }

    /// <summary>The error, with what is known to be done.</summary>
    /// <param name="error">Where <see cref="IsKnown"/>.</param>
    /// <param name="done">What is known to be committed; empty where nothing needs to be said.</param>
    public static MigrationException Of(Exception error, string done = "") => error switch
    {
        PostgresException server => new MigrationException(
            ErrorCode.DbConnection, $"Unable to work with the database: {server.MessageText}{done}\nSQL State  : {server.SqlState}", server)
        {
            SqlState = server.SqlState,
        },
        NpgsqlException or TimeoutException or IOException { InnerException: System.Net.Sockets.SocketException } => new MigrationException(
            ErrorCode.DbConnection, $"The connection to the database was lost: {error.Message}.{done} Run info to see what is applied.", error),
        _ => new MigrationException(ErrorCode.Error, $"{error.Message}{done}", error),
    };
}
