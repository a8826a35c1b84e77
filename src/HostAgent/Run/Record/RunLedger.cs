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
        // Today's and yesterday's at once; today's counts.
        var now = time.GetUtcNow();
        var found = await Task.WhenAll(
            ReadAsync(RunRecordWriter.Key(database, now, runId)), ReadAsync(RunRecordWriter.Key(database, now.AddDays(-1), runId)));
        foreach (var json in found)
        {
            if (json is not null && Parse(json, RunRecordJson.Indented.RunRecord) is { } record)
            {
                return record;
            }
        }

        return null;
    }

    /// <summary>Closes the record that a killed run left open; gives the closed one, null when there is none.</summary>
    public async Task<RunRecord?> CloseCrashedAsync(string database, HistoryState history)
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
