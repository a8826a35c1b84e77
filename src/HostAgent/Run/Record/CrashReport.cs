namespace Daybreak.HostAgent.Run.Record;

/// <summary>Tells of a killed run, which cannot do so itself: in the log of the run that found it, and as its event.</summary>
internal sealed class CrashReport(RunEventPublisher events, string resultsBucket, RunLog log)
{
    /// <summary>Tells of it.</summary>
    /// <param name="crashed">Its closed record.</param>
    public async Task TellAsync(RunRecord crashed)
    {
        log.Warning($"Run {crashed.RunId} was killed. Its record is closed as crashed; it had applied {crashed.Applied.Count} migrations.");
        await events.PublishAsync(crashed, $"s3://{resultsBucket}/{RunRecordWriter.Key(crashed)}");
    }
}
