using System.Globalization;
using System.Net;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;

namespace Daybreak.HostAgent.Run.Record;

/// <summary>Writes run records to the results bucket.</summary>
internal sealed class RunRecordWriter(IAmazonS3 s3, string bucket, RunLog log)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>The key of a record.</summary>
    public static string Key(RunRecord record) => Key(record.Database, record.StartedAt, record.RunId);

    /// <summary>The key of the record of a run that began on a day.</summary>
    public static string Key(string database, DateTimeOffset startedAt, string runId) =>
        string.Create(CultureInfo.InvariantCulture, $"{database}/{startedAt.UtcDateTime:yyyy-MM-dd}/{runId}.json");

    /// <summary>The key of a database's latest record.</summary>
    public static string LatestKey(RunRecord record) => $"{record.Database}/latest.json";

    /// <summary>Writes a record under both keys, or only under its own; gives its place, or null with a warning.</summary>
    /// <remarks>It takes no token: the record is to be written when the run was cancelled, too.</remarks>
    public Task<string?> WriteAsync(RunRecord record, TimeProvider time, bool isLatest = true) => WriteAsync(record, time, isLatest, null);

    /// <summary>Writes a record under both keys unless there is one of the same run; gives its place, or null when there is, or with a warning.</summary>
    public Task<string?> WriteFirstAsync(RunRecord record, TimeProvider time) => WriteAsync(record, time, isLatest: true, "*");

    private async Task<string?> WriteAsync(RunRecord record, TimeProvider time, bool isLatest, string? ifNoneMatch)
    {
        var json = JsonSerializer.Serialize(record, RunRecordJson.Indented.RunRecord);
        using var timeout = new CancellationTokenSource(Timeout, time);
        try
        {
            var own = PutAsync(Key(record), json, ifNoneMatch, timeout.Token);
            if (ifNoneMatch is not null)
            {
                // It decides whether this record is the latest at all.
                await own;
            }

            await Task.WhenAll(own, isLatest ? PutAsync(LatestKey(record), json, null, timeout.Token) : Task.CompletedTask);

            return $"s3://{bucket}/{Key(record)}";
        }
        catch (AmazonS3Exception e) when (ifNoneMatch is not null && e.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            return null;
        }
        catch (Exception e) when (AwsFailure.Is(e) || e is OperationCanceledException)
        {
            log.Warning($"The run record could not be written to the results bucket '{bucket}': {e.Message}");
            return null;
        }
    }

    private Task<PutObjectResponse> PutAsync(string key, string json, string? ifNoneMatch, CancellationToken cancellationToken)
    {
        var request = SmallObject.Put(bucket, key, json);
        request.IfNoneMatch = ifNoneMatch;
        return s3.PutObjectAsync(request, cancellationToken);
    }
}
