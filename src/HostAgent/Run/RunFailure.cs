using Daybreak.HostAgent.Run.Credentials;
using Daybreak.HostAgent.Run.Record;
using Daybreak.MigrationEngine.Model;
using Npgsql;

namespace Daybreak.HostAgent.Run;

/// <summary>What an exception means for a run: its exit code, and what the record says.</summary>
/// <param name="ExitCode">The process's exit code.</param>
/// <param name="Error">For the record.</param>
internal sealed record RunFailure(RunExitCode ExitCode, RecordedError Error)
{
    /// <summary>Explains an exception.</summary>
    /// <param name="exception">Whatever ended the run.</param>
    /// <param name="toKeys">Turns paths of the mirror into object keys.</param>
    public static RunFailure Of(Exception exception, Func<string, string> toKeys) => exception switch
    {
        // An engine that was refused a connection may have wrapped the reason.
        _ when Find<RunFailedException>(exception) is { } own => new(own.ExitCode, new RecordedError(own.Code, toKeys(own.Message))),
        MigrationException migration => new(ExitCodeOf(migration), ErrorOf(migration, toKeys)),
        PostgresException postgres => new(
            IsLostConnection(postgres) ? RunExitCode.Unreachable : RunExitCode.Failed,
            new RecordedError(ErrorCode.DbConnection.Name(), postgres.MessageText, SqlState: postgres.SqlState)),
        NpgsqlException lost => new(
            RunExitCode.Unreachable, new RecordedError(ErrorCode.DbConnection.Name(), LostConnection(lost.Message))),
        OperationCanceledException => new(
            RunExitCode.Failed,
            new RecordedError("CANCELLED", "The run was cancelled. What was committed by then stays; run the command again to go on.")),
        IOException or UnauthorizedAccessException => new(
            RunExitCode.Configuration,
            new RecordedError(
                ErrorCode.Configuration.Name(), $"{toKeys(exception.Message)} Check the work directory and its disk (DAYBREAK_WORK_DIR).")),
        _ => new(RunExitCode.Failed, new RecordedError(ErrorCode.Fault.Name(), $"{exception.GetType().Name}: {toKeys(exception.Message)}")),
    };

    private static RunExitCode ExitCodeOf(MigrationException e) => e.Code switch
    {
        _ when IsLostConnection(e) => RunExitCode.Unreachable,
        ErrorCode.LockNotAcquired => RunExitCode.LockNotAcquired,
        ErrorCode.Configuration => RunExitCode.Configuration,
        ErrorCode.DbConnection when Find<PostgresException>(e) is null => RunExitCode.Unreachable,
        _ => RunExitCode.Failed,
    };

    /// <summary>Whether a connection that had been there is gone: by the network, or because the server ends.</summary>
    public static bool IsLostConnection(Exception e) => Find<RunFailedException>(e) is null
        && (Find<PostgresException>(e) is { } postgres
            ? ConnectFailure.IsConnectionException(postgres)
                || postgres.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            : Find<NpgsqlException>(e) is not null);

    // Of a script that was cut off by the connection's loss it is not the script that has to be corrected.
    private static RecordedError ErrorOf(MigrationException e, Func<string, string> toKeys) => new(
        IsLostConnection(e) ? ErrorCode.DbConnection.Name() : e.Code.Name(),
        IsLostConnection(e) ? LostConnection(toKeys(e.Message)) : toKeys(e.Message),
        e.Place is { } place ? toKeys(place.Path) : null,
        e.Place?.Line,
        e.Place?.Column,
        e.Place?.StatementLine,
        e.Place?.Excerpt,
        e.SqlState);

    private static string LostConnection(string message) =>
        $"The connection to the database was lost: {message} What was committed by then stays; run the command again to go on.";

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        while (exception is not null and not T)
        {
            exception = exception.InnerException;
        }

        return (T?)exception;
    }
}
