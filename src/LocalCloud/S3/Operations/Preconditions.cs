using Daybreak.LocalCloud.S3.Protocol;
using Daybreak.LocalCloud.S3.Store;
using Microsoft.Net.Http.Headers;

namespace Daybreak.LocalCloud.S3.Operations;

/// <summary>Conditional requests.</summary>
internal static class Preconditions
{
    /// <summary>
    /// Whether the client already has <paramref name="version"/>; <paramref name="prefix"/> is that of the headers of a copy's source.
    /// </summary>
    /// <exception cref="S3Exception">PreconditionFailed.</exception>
    public static bool IsUnchanged(S3Request request, ObjectVersion version, string prefix = "")
    {
        string? Header(string name) => request.Header(prefix + name);
        if (Header("If-Match") is { } match)
        {
            if (!Names(match, version.ETag))
            {
                throw S3Errors.PreconditionFailed("If-Match");
            }
        }
        else if (Time(Header("If-Unmodified-Since")) is { } unmodified && version.LastModified > unmodified)
        {
            throw S3Errors.PreconditionFailed("If-Unmodified-Since");
        }

        return Header("If-None-Match") is { } noneMatch
            ? Names(noneMatch, version.ETag)
            : Time(Header("If-Modified-Since")) is { } modified && version.LastModified <= modified;
    }

    /// <summary>Whether a write may take place over the current version, if there is one.</summary>
    /// <exception cref="S3Exception">PreconditionFailed, or NoSuchKey where If-Match finds nothing.</exception>
    public static void DemandWritable(S3Request request, ObjectVersion? current)
    {
        var exists = current is { IsDeleteMarker: false };
        if (request.Header("If-None-Match") is { } noneMatch)
        {
            if (noneMatch != "*")
            {
                throw S3Errors.NotImplemented("If-None-Match other than *");
            }

            if (exists)
            {
                throw S3Errors.PreconditionFailed("If-None-Match");
            }
        }

        if (request.Header("If-Match") is { } match)
        {
            if (!exists)
            {
                throw S3Errors.NoSuchKey(request.Key);
            }

            if (!Names(match, current!.ETag))
            {
                throw S3Errors.PreconditionFailed("If-Match");
            }
        }
    }

    private static bool Names(string header, string etag) =>
        header.Split(',', StringSplitOptions.TrimEntries).Any(tag => tag == "*" || tag.Trim('"') == etag);

    /// <summary>A date that cannot be read is no condition (RFC 9110, 13.1.3).</summary>
    private static DateTimeOffset? Time(string? header) =>
        header is not null && HeaderUtilities.TryParseDate(header, out var time) ? time : null;
}
