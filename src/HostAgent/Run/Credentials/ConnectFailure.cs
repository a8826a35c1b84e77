using System.Security.Authentication;
using Npgsql;

namespace Daybreak.HostAgent.Run.Credentials;

/// <summary>What a failed attempt to connect means.</summary>
internal static class ConnectFailure
{
    /// <summary>Whether the server refused the credentials.</summary>
    public static bool IsAuthentication(Exception e) =>
        e is PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification };

    /// <summary>Whether a server that sleeps, starts, restarts or fails over would fail in this way, so that trying again helps.</summary>
    public static bool IsTransient(Exception e) => e switch
    {
        PostgresException postgres => IsConnectionException(postgres) || postgres.SqlState
            is PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.TooManyConnections,
        NpgsqlException => !IsTls(e),
        _ => e is TimeoutException,
    };

    /// <summary>Whether an error is of SQLSTATE's class 08, which a proxy in front of the server gives when it has lost that.</summary>
    public static bool IsConnectionException(PostgresException e) => e.SqlState.StartsWith("08", StringComparison.Ordinal);

    /// <summary>Whether the server's certificate, or its lack of one, was the reason; a handshake that was cut off says nothing about it.</summary>
    public static bool IsTls(Exception e) =>
        e is AuthenticationException || e.InnerException is AuthenticationException
        || (e.Message.Contains("SSL", StringComparison.Ordinal) && !IsCutOff(e.InnerException));

    private static bool IsCutOff(Exception? e) => e is IOException and not (FileNotFoundException or DirectoryNotFoundException);

    /// <summary>The reason in one line.</summary>
    public static string Reason(Exception e) => e switch
    {
        PostgresException postgres => $"{postgres.MessageText} (SQLSTATE {postgres.SqlState})",
        { InnerException: { } inner } when !e.Message.Contains(inner.Message, StringComparison.Ordinal) => $"{e.Message}: {inner.Message}",
        _ => e.Message,
    };
}
