namespace Daybreak.HostAgent.Run;

/// <summary>Ends a run with an exit code, a stable error code and a message that carries the remedy.</summary>
internal sealed class RunFailedException : Exception
{
    /// <summary>Creates the error.</summary>
    public RunFailedException(RunExitCode exitCode, string code, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        ExitCode = exitCode;
        Code = code;
    }

    /// <summary>The exit code of the process.</summary>
    public RunExitCode ExitCode { get; }

    /// <summary>The stable code in records and events, in Flyway's style.</summary>
    public string Code { get; }

    /// <summary>A wrong argument, setting or permission.</summary>
    public static RunFailedException Configuration(string message, Exception? innerException = null) =>
        new(RunExitCode.Configuration, "CONFIGURATION", message, innerException);

    /// <summary>The bucket's files could not be had completely.</summary>
    public static RunFailedException Incomplete(string message, Exception? innerException = null) =>
        new(RunExitCode.Incomplete, "INCOMPLETE", message, innerException);

    /// <summary>The database could not be reached.</summary>
    public static RunFailedException Unreachable(string message, Exception? innerException = null) =>
        new(RunExitCode.Unreachable, "DB_CONNECTION", message, innerException);
}
