using System.Globalization;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using Daybreak.HostAgent.Run.Answers;

namespace Daybreak.HostAgent.Run.Record;

/// <summary>Keeps the records of fleets in the results bucket: JSON, and a page to read.</summary>
internal sealed class FleetRecordWriter(IAmazonS3 s3, string bucket, RunLog log, TimeProvider time)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>The key of a record, without what it ends with. No database is called so: its name has no hyphen.</summary>
    public static string Key(DateTimeOffset startedAt, string runId, string host) =>
        string.Create(CultureInfo.InvariantCulture, $"fleet-runs/{startedAt.UtcDateTime:yyyy-MM-dd}/{runId}/{host}");

    /// <summary>Finds the record of an earlier run of this host with the same id, of today or yesterday; null when there is none.</summary>
    public async Task<(FleetRecord Record, string Location)?> FindAsync(string runId, string host)
    {
        foreach (var days in new[] { 0, -1 })
        {
            var key = Key(time.GetUtcNow().AddDays(days), runId, host) + ".json";
            if (await ReadAsync(key) is { } record)
            {
                return (record, Location(key));
            }
        }

        return null;
    }

    /// <summary>Writes a record; gives its place, or null with a warning. It takes no token: a cancelled run is recorded, too.</summary>
    public async Task<string?> WriteAsync(FleetRecord record)
    {
        var key = Key(record.StartedAt, record.RunId, record.Host);
        using var timeout = new CancellationTokenSource(Timeout, time);
        try
        {
            await PutAsync(key + ".html", FleetPage.Of(record), "text/html; charset=utf-8", timeout.Token);
            await PutAsync(
                key + ".json", JsonSerializer.Serialize(record, RunRecordJson.Indented.FleetRecord), "application/json", timeout.Token);
            return Location(key + ".json");
        }
        catch (Exception e) when (AwsFailure.Is(e) || e is OperationCanceledException)
        {
            log.Warning($"The record of the fleet could not be written to the results bucket '{bucket}': {e.Message}");
            return null;
        }
    }

    private string Location(string key) => $"s3://{bucket}/{key}";

    private async Task<FleetRecord?> ReadAsync(string key)
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        try
        {
            using var response = await s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key }, timeout.Token);
            return await JsonSerializer.DeserializeAsync(response.ResponseStream, RunRecordJson.Indented.FleetRecord, timeout.Token);
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchKey")
        {
            return null;
        }
        catch (Exception e) when (AwsFailure.Is(e) || e is OperationCanceledException or IOException or JsonException)
        {
            log.Warning($"The object '{key}' of the results bucket '{bucket}' could not be read: {e.Message}");
            return null;
        }
    }

    private Task<PutObjectResponse> PutAsync(string key, string content, string type, CancellationToken cancellationToken) =>
        s3.PutObjectAsync(SmallObject.Put(bucket, key, content, type), cancellationToken);
}
