using Daybreak.MigrationEngine.Model;

namespace Daybreak.HostAgent.Connecting;

/// <summary>The database could not be reached, or it refused the login.</summary>
internal sealed class ConnectionFailedException : MigrationException
{
    // pgjdbc's code for a connection that could not be made; Npgsql gives none.
    private const string UnableToConnect = "08001";

    public ConnectionFailedException(string message, string? sqlState, Exception? innerException)
        : base(ErrorCode.DbConnection, message, innerException) => SqlState = sqlState ?? UnableToConnect;
}
