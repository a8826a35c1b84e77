using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.S3;
using Amazon.S3.Model;

namespace Daybreak.HostAgent.Run.Record;

/// <summary>
/// Reads and writes JSON objects of the results bucket; what goes wrong is a warning, because no record may fail a migration.
/// </summary>
internal sealed class LedgerObjects(IAmazonS3 s3, string bucket, RunLog log, TimeProvider time)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>The bucket's name.</summary>
    public string Bucket => bucket;

    /// <summary>Reads an object; null when there is none, or with a warning.</summary>
    public async Task<T?> ReadAsync<T>(string key, JsonTypeInfo<T> type)
        where T : class
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        try
        {
            using var response = await s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key }, timeout.Token);
            return await JsonSerializer.DeserializeAsync(response.ResponseStream, type, timeout.Token);
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchKey")
        {
            return null;
        }
        catch (JsonException e)
        {
            log.Warning($"The object '{key}' of the results bucket '{bucket}' is not what this version writes: {e.Message}");
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

    /// <summary>
    /// Reads an object that is most likely not there; null when there is none, or with a warning. It is listed first: where there is no object S3 answers
    /// a read with an error, and the exception it becomes takes more of this process's time than all of an empty listing.
    /// </summary>
    public async Task<T?> FindAsync<T>(string key, JsonTypeInfo<T> type)
        where T : class => (await KeysAsync(key)).Contains(key) ? await ReadAsync(key, type) : null;

    /// <summary>The first thousand keys that begin with a prefix; none with a warning.</summary>
    public async Task<IReadOnlySet<string>> KeysAsync(string prefix)
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        try
        {
            var page = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = prefix }, timeout.Token);
            return (page.S3Objects ?? []).Select(o => o.Key).ToHashSet(StringComparer.Ordinal);
        }
        catch (Exception e) when (AwsFailure.Is(e) || e is OperationCanceledException)
        {
            log.Warning(
                $"The objects '{prefix}*' of the results bucket '{bucket}' could not be listed: {e.Message.TrimEnd('.')}. "
                + "Allow s3:ListBucket on it to this host's role.");
            return new HashSet<string>();
        }
    }

    /// <summary>Writes an object; gives its entity tag, null with a warning.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="value">The content.</param>
    /// <param name="type">How it is written.</param>
    /// <param name="ifMatch">
    /// The entity tag that the object must still have; null: whatever is there. When it has another one, nothing is written.
    /// </param>
    public async Task<string?> WriteAsync<T>(string key, T value, JsonTypeInfo<T> type, string? ifMatch = null)
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        var request = SmallObject.Put(bucket, key, JsonSerializer.Serialize(value, type));
        request.IfMatch = ifMatch;
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
            log.Warning($"The object '{key}' could not be written to the results bucket '{bucket}': {e.Message}");
            return null;
        }
    }
}
