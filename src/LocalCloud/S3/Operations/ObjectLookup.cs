using Daybreak.LocalCloud.S3.Protocol;
using Daybreak.LocalCloud.S3.Store;

namespace Daybreak.LocalCloud.S3.Operations;

/// <summary>Finds the version a request means.</summary>
internal static class ObjectLookup
{
    /// <summary>A version with data: the one asked for, or the current one.</summary>
    /// <exception cref="S3Exception">NoSuchKey, NoSuchVersion, or MethodNotAllowed for a delete marker asked for by its id.</exception>
    public static ObjectVersion Require(BucketState state, string key, string? versionId)
    {
        var version = state.Find(key, versionId);
        if (version is null)
        {
            throw versionId is null ? S3Errors.NoSuchKey(key) : S3Errors.NoSuchVersion(key, versionId);
        }

        if (!version.IsDeleteMarker)
        {
            return version;
        }

        throw versionId is null ? S3Errors.NoSuchKey(key, [.. MarkerHeaders(version)]) : RefusedMarker(version);
    }

    /// <summary>The version id to tell; null in a bucket that was never versioned.</summary>
    public static string? VisibleVersion(BucketState state, ObjectVersion version) =>
        state.Versioning == VersioningStatus.Never ? null : version.VersionId;

    private static S3Exception RefusedMarker(ObjectVersion marker)
    {
        var error = S3Errors.MethodNotAllowed("GET").Error;
        return new S3Exception(error with
        {
            Headers = [.. MarkerHeaders(marker), new("Allow", "DELETE"), new("Last-Modified", S3Time.Header(marker.LastModified))],
            Details = [.. error.Details, new("ResourceType", "DeleteMarker")],
        });
    }

    private static IEnumerable<KeyValuePair<string, string>> MarkerHeaders(ObjectVersion marker) =>
        [new("x-amz-delete-marker", "true"), new("x-amz-version-id", marker.VersionId)];
}
