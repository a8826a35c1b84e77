using Daybreak.HostAgent.Run.History;

namespace Daybreak.HostAgent.Run.Record;

/// <summary>
/// Keeps the record of the run whose turn it is under a key of its own, so that the next run finds it when this one is killed. Only the
/// holder of the running run's lock uses it: a record that is still open then belongs to a run that is gone.
/// </summary>
internal sealed class RunLedger(LedgerObjects objects, RunRecordWriter writer, TimeProvider time)
{
    private string? _entityTag;

    /// <summary>The key of the record of a database's running run.</summary>
    public static string Key(string database) => $"{database}/running.json";

    /// <summary>Finds the record of an earlier run with the same id, of today or yesterday; null when there is none.</summary>
    public async Task<RunRecord?> FindAsync(string database, string runId)
    {
        foreach (var days in new[] { 0, -1 })
        {
            var key = RunRecordWriter.Key(database, time.GetUtcNow().AddDays(days), runId);
            if (await objects.ReadAsync(key, RunRecordJson.Indented.RunRecord) is { } record)
            {
                return record;
            }
        }

        return null;
    }

    /// <summary>Closes the record that a killed run left open; gives the closed one, null when there is none.</summary>
    public async Task<RunRecord?> CloseCrashedAsync(string database, HistoryState history)
    {
        if (await objects.ReadAsync(Key(database), RunRecordJson.Indented.RunningRecord) is not { } left
            || left.Record.Outcome != RunOutcome.Running.Name())
        {
            return null;
        }

        // It may have been killed after it had closed its record, or before it had opened it: it may have waited before.
        var own = await objects.ReadAsync(RunRecordWriter.Key(left.Record), RunRecordJson.Indented.RunRecord);
        if (own is not null && own.Outcome != RunOutcome.Running.Name() && own.Outcome != RunOutcome.Waiting.Name())
        {
            return null;
        }

        var closed = CrashedRun.Close(left, history, time.GetUtcNow());
        await writer.WriteAsync(closed, time, isLatest: false);
        return closed;
    }

    /// <summary>Opens the record of the run whose turn it is.</summary>
    public async Task OpenAsync(RunRecord record, int rank)
    {
        _entityTag = await WriteAsync(new RunningRecord(rank, record), ifMatch: null);
        await writer.WriteAsync(record, time);
    }

    /// <summary>Writes the record of a run that has ended; gives its place, null with a warning when it could not be written.</summary>
    public async Task<string?> CloseAsync(RunRecord record, int rank)
    {
        var location = await writer.WriteAsync(record, time);
        if (_entityTag is { } opened)
        {
            // Not when another run has found it meanwhile, because this one had lost its lock.
            await WriteAsync(new RunningRecord(rank, record), opened);
        }

        return location;
    }

    private Task<string?> WriteAsync(RunningRecord running, string? ifMatch) =>
        objects.WriteAsync(Key(running.Record.Database), running, RunRecordJson.Indented.RunningRecord, ifMatch);
}
