using Daybreak.HostAgent.Run.History;

namespace Daybreak.HostAgent.Run.Record;

/// <summary>Tells of a killed run what is known of it. Pure.</summary>
internal static class CrashedRun
{
    /// <summary>The stable code of its error.</summary>
    public const string Code = "CRASHED";

    /// <summary>The closed record of a run that was killed in its turn.</summary>
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

    /// <summary>The closed record of a run that was killed before its turn.</summary>
    /// <param name="left">What the run left.</param>
    /// <param name="command">Its command.</param>
    /// <param name="now">UTC; when exactly the run ended nobody knows.</param>
    public static RunRecord Close(RunRecord left, DatabaseCommand command, DateTimeOffset now) => left with
    {
        Outcome = RunOutcome.Crashed.Name(),
        FinishedAt = now,
        Error = new RecordedError(
            Code,
            "The run ended without a word while it waited for its turn: its process was killed, or its host stopped. It had done nothing. "
            + (command == DatabaseCommand.Migrate ? "The next migrate reads the bucket as it is by then." : $"Send {command.Name()} again.")),
    };
}
