using System.Diagnostics.CodeAnalysis;
using Daybreak.LocalCloud.S3.Protocol;
using Daybreak.LocalCloud.S3.Store;

namespace Daybreak.LocalCloud.S3.Operations;

/// <summary>What a copy is made of.</summary>
/// <param name="Bucket">Its bucket.</param>
/// <param name="Version">The version.</param>
/// <param name="IsCurrent">It was asked for without its id.</param>
/// <param name="VersionId">Its id as far as clients see it.</param>
/// <param name="Data">Its data.</param>
internal sealed record CopySource(string Bucket, ObjectVersion Version, bool IsCurrent, string? VersionId, FileStream Data)
    : IAsyncDisposable
{
    /// <exception cref="S3Exception">InvalidArgument, NoSuchBucket, NoSuchKey, NoSuchVersion, InvalidRequest or
    /// PreconditionFailed.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope",
        Justification = "The result owns the data and disposes it.")]
    public static CopySource Open(S3Request request, S3Store store)
    {
        var (bucket, key, versionId) = Parse(request.Header("x-amz-copy-source")!);
        var state = store.Require(bucket).State;
        if (versionId is not null && state.Find(key, versionId) is { IsDeleteMarker: true })
        {
            throw S3Errors.InvalidRequest("The source of a copy request may not specifically refer to a delete marker by version id.");
        }

        var version = ObjectLookup.Require(state, key, versionId);
        if (Preconditions.IsUnchanged(request, version, "x-amz-copy-source-"))
        {
            throw S3Errors.PreconditionFailed("x-amz-copy-source-If-None-Match");
        }

        var data = store.Blobs.TryOpen(version.Blob!) ?? throw S3Errors.NoSuchKey(key);
        return new CopySource(bucket, version, versionId is null, ObjectLookup.VisibleVersion(state, version), data);
    }

    public ValueTask DisposeAsync() => Data.DisposeAsync();

    private static (string Bucket, string Key, string? VersionId) Parse(string header)
    {
        const string VersionQuery = "?versionId=";
        var query = header.IndexOf(VersionQuery, StringComparison.Ordinal);
        var path = RequestTarget.Decode(query < 0 ? header : header[..query]);
        path = path.StartsWith('/') ? path[1..] : path;
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < path.Length - 1
            ? (path[..slash], RequestTarget.CheckedKey(path[(slash + 1)..]),
                query < 0 ? null : RequestTarget.Decode(header[(query + VersionQuery.Length)..]))
            : throw S3Errors.InvalidArgument("Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
                "x-amz-copy-source", header);
    }
}
