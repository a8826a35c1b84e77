namespace Daybreak.MigrationEngine.Model;

/// <summary>An error the user can act on: a stable code, a message with the remedy and, where there is one, the place in a script.</summary>
public class MigrationException : Exception
{
    /// <summary>Creates the error.</summary>
    public MigrationException(ErrorCode code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>The stable code.</summary>
    public ErrorCode Code { get; }

    /// <summary>Where in a script it happened; null when the error has no such place.</summary>
    public ScriptPlace? Place { get; init; }

    /// <summary>The server's five-character SQLSTATE; null when the server did not report the error.</summary>
    public string? SqlState { get; init; }
}
