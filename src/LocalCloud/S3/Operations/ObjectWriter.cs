using System.Globalization;
using System.Threading.Channels;
using Daybreak.LocalCloud.S3.Protocol;
using Daybreak.LocalCloud.S3.Store;

namespace Daybreak.LocalCloud.S3.Operations;

/// <summary>Receives data, makes versions of it, and tells of them.</summary>
internal sealed class ObjectWriter(S3Store store, TimeProvider time, ChannelWriter<ObjectCreated> created)
{
    private const long LargestPut = 5L * 1024 * 1024 * 1024;

    /// <summary>The instant to give to what is written now.</summary>
    public DateTimeOffset Now => S3Time.Truncate(time.GetUtcNow());

    /// <summary>Receives the body of a request and holds it against what the headers claim.</summary>
    /// <exception cref="S3Exception">MissingContentLength, EntityTooLarge, or what <see cref="PayloadClaim"/> throws.</exception>
    public async Task<(StagedBlob Blob, ObjectChecksum? Checksum)> ReceiveAsync(S3Request request)
    {
        var claim = PayloadClaim.Of(request);
        var length = claim.Length ?? throw S3Errors.MissingContentLength();
        if (length > LargestPut)
        {
            throw S3Errors.EntityTooLarge(length, LargestPut);
        }

        await using var chunked = claim.IsChunked ? new AwsChunkedStream(request.Http.Request.Body) : null;
        var blob = await store.Blobs.StageAsync(
            chunked ?? request.Http.Request.Body, claim.Algorithm, claim.Sha256 is not null, request.Aborted);
        try
        {
            var checksum = claim.Verify(blob.Digest, chunked?.Trailers);
            return (blob, checksum is null ? null : new ObjectChecksum(claim.Algorithm!.Value, checksum, ChecksumNames.FullObject));
        }
        catch
        {
            blob.Dispose();
            throw;
        }
    }

    /// <summary>Makes data the current version of a key, if <paramref name="demand"/> still allows it then.</summary>
    /// <returns>The version, and its id as far as clients see it.</returns>
    public async Task<(ObjectVersion Version, string? VersionId)> AddAsync(
        Bucket bucket,
        StagedBlob blob,
        ObjectVersion draft,
        string eventName,
        Action<BucketState> demand,
        string? uploadId,
        CancellationToken cancellationToken)
    {
        var name = blob.Publish();
        var (version, versionId) = await bucket.CommitAsync(transaction =>
        {
            demand(transaction.State);
            var added = transaction.Add(draft with { Blob = name, Size = blob.Digest.Size, LastModified = Now }, uploadId);
            return (added, ObjectLookup.VisibleVersion(transaction.State, added));
        }, cancellationToken);
        blob.Keep();
        created.TryWrite(new ObjectCreated(
            bucket.Name,
            version.Key,
            version.Size,
            version.ETag,
            versionId,
            version.Sequence.ToString("X16", CultureInfo.InvariantCulture),
            eventName,
            time.GetUtcNow()));
        return (version, versionId);
    }
}
