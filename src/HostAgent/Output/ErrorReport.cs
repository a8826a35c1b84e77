using System.Text;
using Daybreak.HostAgent.Connecting;
using Daybreak.MigrationEngine.Model;
using Npgsql;

namespace Daybreak.HostAgent.Output;

/// <summary>Puts errors into JSON and into sentences.</summary>
internal static class ErrorReport
{
    /// <summary>The error as Flyway's JSON has it.</summary>
    public static ErrorItem Item(Exception error) => error switch
    {
        MigrationException known => new ErrorItem
        {
            ErrorCode = known.Code.Name(),
            SubErrorCode = known is ConnectionFailedException ? "CONNECTION_FAILURE" : null,
            SqlState = known.SqlState,
            SqlErrorCode = known.SqlState is null ? null : 0,
            Message = known.Message,
            LineNumber = known.Place?.StatementLine,
            Path = known.Place?.Path,
            Cause = Cause(known.InnerException),
        },
        NpgsqlException server => new ErrorItem
        {
            ErrorCode = ErrorCode.DbConnection.Name(),
            SqlState = server.SqlState,
            SqlErrorCode = server.SqlState is null ? null : 0,
            Message = server.Message,
            Cause = Cause(server.InnerException),
        },
        OperationCanceledException => new ErrorItem { ErrorCode = ErrorCode.Error.Name(), Message = Interrupted },
        _ => new ErrorItem
        {
            ErrorCode = ErrorCode.Fault.Name(),
            Message = error.Message,
            StackTrace = error.StackTrace,
            Cause = Cause(error.InnerException),
        },
    };

    /// <summary>What Ctrl-C and SIGTERM end with.</summary>
    public const string Interrupted = "Interrupted: the running statement was cancelled; what was not committed is rolled back.";

    /// <summary>The error in sentences: message, SQL state, place and excerpt, each once.</summary>
    public static string Text(Exception error)
    {
        if (error is OperationCanceledException)
        {
            return Interrupted;
        }

        var text = new StringBuilder(error.Message);
        if (error is not MigrationException known)
        {
            return error is NpgsqlException ? text.ToString() : text.Insert(0, $"{error.GetType().Name}: ").ToString();
        }

        AddMissing(text, known.SqlState, "SQL State  : ");
        AddMissing(text, known.Place?.ToString(), "Location   : ");
        if (known.Place?.Excerpt is { } excerpt && !known.Message.Contains(excerpt, StringComparison.Ordinal))
        {
            text.Append('\n').Append(excerpt);
        }

        return text.ToString();
    }

    private static void AddMissing(StringBuilder text, string? part, string label)
    {
        if (part is not null && !text.ToString().Contains(part, StringComparison.Ordinal))
        {
            text.Append('\n').Append(label).Append(part);
        }
    }

    private static ErrorCause? Cause(Exception? error) =>
        error is null ? null : new ErrorCause(error.Message, null, Cause(error.InnerException));
}
