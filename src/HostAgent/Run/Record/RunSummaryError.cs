namespace Daybreak.HostAgent.Run.Record;

/// <summary>Why a run failed, in short.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="File">The object's key; null when no file is at fault.</param>
/// <param name="Line">1-based; null when no file is at fault.</param>
/// <param name="Message">The message's beginning.</param>
internal sealed record RunSummaryError(string Code, string? File, int? Line, string Message);
