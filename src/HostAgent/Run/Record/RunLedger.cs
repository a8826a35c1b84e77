using System.Net;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using Daybreak.HostAgent.Run.History;

namespace Daybreak.HostAgent.Run.Record;

/// <summary>
/// Keeps the record of the run whose turn it is under a key of its own, so that the next run finds it when this one is killed. Only the
/// holder of the running run's lock uses it: a record that is still open then belongs to a run that is gone.
/// </summary>
internal sealed class RunLedger(IAmazonS3 s3, string bucket, RunRecordWriter writer, RunLog log, TimeProvider time)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private string? _entityTag;

    /// <summary>The key of the record of a database's running run.</summary>
    public static string Key(string database) => $"{database}/running.json";

    /// <summary>Finds the record of an earlier run with the same id, of today or yesterday; null when there is none.</summary>
    public async Task<RunRecord?> FindAsync(string database, string runId)
    {
        foreach (var days in new[] { 0, -1 })
        {
            var json = await ReadAsync(RunRecordWriter.Key(database, time.GetUtcNow().AddDays(days), runId));
            if (json is not null && Parse(json, RunRecordJson.Indented.RunRecord) is { } record)
            {
                return record;
            }
        }

        return null;
    }

    /// <summary>Closes the record that a killed run left open; gives the closed one, null when there is none.</summary>
    /// <param name="database">The database.</param>
    /// <param name="history">Reads the history as it is now, where it is needed.</param>
    public async Task<RunRecord?> CloseCrashedAsync(string database, Func<Task<HistoryState>> history)
    {
        if (await ReadAsync(Key(database)) is not { } json
            || Parse(json, RunRecordJson.Indented.RunningRecord) is not { } left
            || left.Record.Outcome != RunOutcome.Running.Name())
        {
            return null;
        }

        // It may have been killed after it had closed its record.
        var own = await ReadAsync(RunRecordWriter.Key(left.Record));
        if (own is not null && Parse(own, RunRecordJson.Indented.RunRecord) is { } found && found.Outcome != RunOutcome.Running.Name())
        {
            return null;
        }

        var closed = CrashedRun.Close(left, await history(), time.GetUtcNow());
        await writer.WriteAsync(closed, time, isLatest: false);
        return closed;
    }

    /// <summary>Opens the record of the run whose turn it is and that is about to change something.</summary>
    public async Task OpenAsync(RunRecord record, int rank)
    {
        _entityTag = await WriteAsync(new RunningRecord(rank, record), ifMatch: null);
        await writer.WriteAsync(record, time);
    }

    /// <summary>Writes the record of a run that has ended; gives its place, null with a warning when it could not be written.</summary>
    /// <param name="record">The record.</param>
    /// <param name="rank">The history's last installed rank when the run began; -1: none.</param>
    /// <param name="isShared">
    /// Whether other hosts do the same run: then what one of them recorded stays, where this one had nothing to do.
    /// </param>
    public async Task<string?> CloseAsync(RunRecord record, int rank, bool isShared)
    {
        var hasDoneNothing = _entityTag is null && record.Outcome == RunOutcome.Succeeded.Name();
        var location = isShared && hasDoneNothing
            ? await writer.WriteFirstAsync(record, time) ?? await OverwriteUnlessDoneAsync(record)
            : await writer.WriteAsync(record, time);
        if (_entityTag is { } opened)
        {
            // Not when another run has found it meanwhile, because this one had lost its lock.
            await WriteAsync(new RunningRecord(rank, record), opened);
        }

        return location;
    }

    private async Task<string?> OverwriteUnlessDoneAsync(RunRecord record)
    {
        var there = await ReadAsync(RunRecordWriter.Key(record));
        return there is not null && Parse(there, RunRecordJson.Indented.RunRecord)?.Outcome == RunOutcome.Succeeded.Name()
            ? $"s3://{bucket}/{RunRecordWriter.Key(record)}"
            : await writer.WriteAsync(record, time);
    }

    private async Task<string?> WriteAsync(RunningRecord running, string? ifMatch)
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        var request = new PutObjectRequest
        {
            BucketName = bucket,
            Key = Key(running.Record.Database),
            ContentBody = JsonSerializer.Serialize(running, RunRecordJson.Indented.RunningRecord),
            ContentType = "application/json",
            IfMatch = ifMatch,
        };
        try
        {
            return (await s3.PutObjectAsync(request, timeout.Token)).ETag;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            return null;
        }
        catch (Exception e) when (AwsFailure.Is(e) || e is OperationCanceledException)
        {
            log.Warning($"The object '{request.Key}' could not be written to the results bucket '{bucket}': {e.Message}");
            return null;
        }
    }

    private async Task<string?> ReadAsync(string key)
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        try
        {
            using var response = await s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key }, timeout.Token);
            using var reader = new StreamReader(response.ResponseStream);
            return await reader.ReadToEndAsync(timeout.Token);
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchKey")
        {
            return null;
        }
        catch (Exception e) when (AwsFailure.Is(e) || e is OperationCanceledException or IOException)
        {
            log.Warning(
                $"The object '{key}' of the results bucket '{bucket}' could not be read: {e.Message.TrimEnd('.')}. "
                + "Allow s3:GetObject and s3:ListBucket on it to this host's role.");
            return null;
        }
    }

    private T? Parse<T>(string json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException e)
        {
            log.Warning($"A record in the results bucket '{bucket}' is not what this version writes: {e.Message}");
            return null;
        }
    }
}
