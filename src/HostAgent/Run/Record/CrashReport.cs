namespace Daybreak.HostAgent.Run.Record;

/// <summary>Tells of a killed run, which cannot do so itself: in the log of the run that found it, and as its event.</summary>
internal sealed class CrashReport(RunEventPublisher events, string resultsBucket, RunLog log)
{
    /// <summary>Tells of it.</summary>
    /// <param name="killed">Its closed record.</param>
    public async Task TellAsync(RunRecord killed)
    {
        log.Warning(killed.Outcome == RunOutcome.Crashed.Name()
            ? $"Run {killed.RunId} was killed. Its record is closed as crashed; it had applied {killed.Applied.Count} migrations."
            : $"Run {killed.RunId} was killed when it had written its record ({killed.Outcome}), perhaps before its event: it is published now.");
        await events.PublishAsync(killed, $"s3://{resultsBucket}/{RunRecordWriter.Key(killed)}");
    }
}
