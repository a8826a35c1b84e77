namespace Daybreak.HostAgent.Run.Record;

/// <summary>Why a run failed.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Message">What is wrong and the remedy.</param>
/// <param name="File">The object's key; null when no file is at fault.</param>
/// <param name="Line">1-based; null when no file is at fault.</param>
/// <param name="Column">1-based; null when no file is at fault.</param>
/// <param name="StatementLine">1-based line where the statement starts; null when no file is at fault.</param>
/// <param name="Statement">The statement's lines around the error; null when there is none.</param>
/// <param name="SqlState">The server's SQLSTATE; null when the server did not report the error.</param>
internal sealed record RecordedError(
    string Code,
    string Message,
    string? File = null,
    int? Line = null,
    int? Column = null,
    int? StatementLine = null,
    string? Statement = null,
    string? SqlState = null);
