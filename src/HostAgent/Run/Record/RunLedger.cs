using Daybreak.HostAgent.Run.History;

namespace Daybreak.HostAgent.Run.Record;

/// <summary>
/// Keeps the record of the run whose turn it is under a key of its own, so that the next run finds it when this one is killed. Only the
/// holder of the running run's lock uses it: a record that is still open then belongs to a run that is gone.
/// </summary>
internal sealed class RunLedger(LedgerObjects objects, RunRecordWriter writer, OpenRuns marks, TimeProvider time)
{
    private string? _entityTag;

    /// <summary>The key of the record of a database's running run.</summary>
    public static string Key(string database) => $"{database}/running.json";

    /// <summary>Finds the record of an earlier run with the same id, of today or yesterday; null when there is none.</summary>
    public async Task<RunRecord?> FindAsync(string database, string runId)
    {
        // Today's and yesterday's at once; today's counts.
        var now = time.GetUtcNow();
        var found = await Task.WhenAll(new[] { now, now.AddDays(-1) }.Select(
            day => objects.FindAsync(RunRecordWriter.Key(database, day, runId), RunRecordJson.Indented.RunRecord)));
        return found.FirstOrDefault(record => record is not null);
    }

    /// <summary>
    /// Closes the record that a killed run left open; gives the closed one, null when there is none. A run that was killed right after it had closed
    /// its record may not have published its event: its record is given as it is.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="history">Reads the history as it is now, where it is needed.</param>
    public async Task<RunRecord?> CloseCrashedAsync(string database, Func<Task<HistoryState>> history)
    {
        if (await objects.ReadAsync(Key(database), RunRecordJson.Indented.RunningRecord) is not { } left)
        {
            return null;
        }

        if (left.IsUnwritten && await writer.WriteAsync(left.Record, time, isLatest: false) is not null)
        {
            await objects.WriteAsync(Key(database), left with { IsUnwritten = false }, RunRecordJson.Indented.RunningRecord);
            await marks.UnmarkAsync(left.Record.Database, left.Record.RunId);
        }

        if (left.Record.Outcome != RunOutcome.Running.Name())
        {
            return null;
        }

        // It may have been killed after it had closed its record, or before it had opened it: it may have waited before.
        var own = await objects.ReadAsync(RunRecordWriter.Key(left.Record), RunRecordJson.Indented.RunRecord);
        if (own is not null && own.Outcome != RunOutcome.Running.Name() && own.Outcome != RunOutcome.Waiting.Name())
        {
            await objects.WriteAsync(Key(database), left with { Record = own }, RunRecordJson.Indented.RunningRecord);
            return own;
        }

        var closed = CrashedRun.Close(left, await history(), time.GetUtcNow());
        await writer.WriteAsync(closed, time, isLatest: false);
        return closed;
    }

    /// <summary>Whether the record of this run is open.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Opens the record of the run whose turn it is.</summary>
    public async Task OpenAsync(RunRecord record, int rank)
    {
        IsOpen = true;
        await marks.MarkAsync(record.Database, record.RunId);
        _entityTag = await WriteAsync(new RunningRecord(rank, record), ifMatch: null);
        await writer.WriteAsync(record, time);
    }

    /// <summary>Writes the record of a run that has ended; gives its place, null with a warning when it could not be written.</summary>
    /// <param name="record">The record.</param>
    /// <param name="rank">The history's last installed rank when the run began; -1: none.</param>
    /// <param name="isShared">
    /// Whether other hosts do the same run: then what one of them recorded stays, where this one had nothing to do.
    /// </param>
    /// <param name="tell">
    /// Publishes the event of a run that had its record open, given the record's place. Until it has, the run counts as running, so that the next run
    /// publishes it when this one is killed.
    /// </param>
    public async Task<string?> CloseAsync(RunRecord record, int rank, bool isShared, Func<string?, Task> tell)
    {
        if (!IsOpen)
        {
            return isShared && record.Outcome == RunOutcome.Succeeded.Name()
                ? await writer.WriteFirstAsync(record, time) ?? await OverwriteUnlessDoneAsync(record)
                : await writer.WriteAsync(record, time);
        }

        var location = await writer.WriteAsync(record, time);
        await tell(location);
        if (_entityTag is { } opened)
        {
            // Not when another run has found it meanwhile, because this one had lost its lock.
            await WriteAsync(new RunningRecord(rank, record) { IsUnwritten = location is null }, opened);
        }

        if (location is not null)
        {
            await marks.UnmarkAsync(record.Database, record.RunId);
        }

        return location;
    }

    private async Task<string?> OverwriteUnlessDoneAsync(RunRecord record)
    {
        var key = RunRecordWriter.Key(record);
        return await objects.ReadAsync(key, RunRecordJson.Indented.RunRecord) is { Outcome: var outcome } && outcome == RunOutcome.Succeeded.Name()
            ? $"s3://{objects.Bucket}/{key}"
            : await writer.WriteAsync(record, time);
    }

    private Task<string?> WriteAsync(RunningRecord running, string? ifMatch) =>
        objects.WriteAsync(Key(running.Record.Database), running, RunRecordJson.Indented.RunningRecord, ifMatch);
}
