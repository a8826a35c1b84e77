namespace Daybreak.HostAgent.Run.Record;

/// <summary>Why a run failed, in short.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="File">The object's key; null when no file is at fault.</param>
/// <param name="Line">1-based; null when no file is at fault.</param>
/// <param name="Message">The message's beginning.</param>
internal sealed record RunSummaryError(string Code, string? File, int? Line, string Message)
{
    private const int LongestMessage = 300;
    private const int LongestFile = 160;

    /// <summary>An error in short.</summary>
    public static RunSummaryError Of(RecordedError error) => new(
        error.Code, CutFront(error.File), error.Line, RunSummary.Cut(error.Message.ReplaceLineEndings(" "), LongestMessage));

    private static string? CutFront(string? text) => text is null || text.Length <= LongestFile ? text : "…" + text[^(LongestFile - 1)..];
}
