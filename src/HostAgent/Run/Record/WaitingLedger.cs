namespace Daybreak.HostAgent.Run.Record;

/// <summary>
/// Keeps the record of the run that waits for its turn under a key of its own, one for each command, so that another run finds it when the
/// waiting one is killed. Only the holder of the command's waiting lock opens one there.
/// </summary>
internal sealed class WaitingLedger(LedgerObjects objects, RunRecordWriter writer, CrashReport report, OpenRuns marks, TimeProvider time)
{
    /// <summary>The key of the record of the run that waits for its turn with a command.</summary>
    public static string Key(string database, DatabaseCommand command) => $"{KeyPrefix(database)}{command.Name()}.json";

    /// <summary>Opens the record of a run that has just taken its command's waiting place; that of a killed run before it is closed.</summary>
    public async Task OpenAsync(RunRecord record, DatabaseCommand command)
    {
        var key = Key(record.Database, command);
        if (await objects.ReadAsync(key, RunRecordJson.Indented.RunRecord) is { } left && left.RunId != record.RunId)
        {
            await CloseAsync(left, command);
        }

        await marks.MarkAsync(record.Database, record.RunId);
        await objects.WriteAsync(key, record, RunRecordJson.Indented.RunRecord);
        // An event that is delivered again must not write over the record of its run while that one runs, nor when it has succeeded.
        if (await OwnAsync(record) is not { Outcome: var outcome } || (outcome != RunOutcome.Running.Name() && outcome != RunOutcome.Succeeded.Name()))
        {
            await writer.WriteAsync(record, time, isLatest: false);
        }
    }

    /// <summary>Closes the records that killed runs left open while they waited.</summary>
    /// <param name="database">The database.</param>
    /// <param name="runId">The run that asks, which has waited itself perhaps.</param>
    /// <param name="isVacant">Whether nobody holds the waiting place of a command.</param>
    public async Task CloseCrashedAsync(string database, string runId, Func<DatabaseCommand, Task<bool>> isVacant)
    {
        var there = await objects.KeysAsync(KeyPrefix(database));
        var commands = Enum.GetValues<DatabaseCommand>().Where(command => there.Contains(Key(database, command))).ToList();
        var records = await Task.WhenAll(
            commands.Select(command => objects.ReadAsync(Key(database, command), RunRecordJson.Indented.RunRecord)));
        foreach (var (command, left) in commands.Zip(records))
        {
            if (left is not null && left.RunId != runId && await isVacant(command))
            {
                await CloseAsync(left, command);
            }
        }
    }

    private static string KeyPrefix(string database) => $"{database}/waiting-";

    private async Task CloseAsync(RunRecord left, DatabaseCommand command)
    {
        await marks.UnmarkAsync(left.Database, left.RunId);
        // A run whose turn came, or that gave up, has written over its own record.
        if (await OwnAsync(left) is { Outcome: var outcome } && outcome != RunOutcome.Waiting.Name())
        {
            return;
        }

        var closed = CrashedRun.Close(left, command, time.GetUtcNow());
        await writer.WriteAsync(closed, time, isLatest: false);
        await report.TellAsync(closed);
    }

    private Task<RunRecord?> OwnAsync(RunRecord record) =>
        objects.ReadAsync(RunRecordWriter.Key(record), RunRecordJson.Indented.RunRecord);
}
