using Daybreak.HostAgent.Run.History;

namespace Daybreak.HostAgent.Run.Record;

/// <summary>Tells of a killed run what the schema history knows of it. Pure.</summary>
internal static class CrashedRun
{
    /// <summary>The stable code of its error.</summary>
    public const string Code = "CRASHED";

    /// <summary>The closed record.</summary>
    /// <param name="left">What the run left.</param>
    /// <param name="history">The history now, before anybody else has changed it.</param>
    /// <param name="now">UTC; when exactly the run ended nobody knows.</param>
    public static RunRecord Close(RunningRecord left, HistoryState history, DateTimeOffset now)
    {
        var unfinished = history.UnfinishedAfter(left.Rank) is { } script
            ? $" The script '{script}' began outside a transaction and did not come to its end: see what of it is there, remove it, and run repair."
            : string.Empty;
        return left.Record with
        {
            Outcome = RunOutcome.Crashed.Name(),
            FinishedAt = now,
            VersionAfter = history.Version,
            Applied = history.AppliedAfter(left.Rank),
            Error = new RecordedError(
                Code,
                "The run ended without a word: its process was killed, or its host stopped. What it had applied is in the schema history, and "
                + $"the next run goes on from there.{unfinished}"),
        };
    }
}
