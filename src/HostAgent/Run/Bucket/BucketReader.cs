using System.Globalization;
using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Daybreak.HostAgent.Run.Bucket;

/// <summary>Lists one bucket and opens its objects; what S3 refuses becomes a message with its remedy.</summary>
internal sealed class BucketReader(IAmazonS3 s3, string bucket)
{
    /// <summary>The bucket's name.</summary>
    public string Bucket => bucket;

    /// <summary>Lists the current versions.</summary>
    /// <remarks>
    /// By ListObjectVersions: ListObjectsV2 gives no version ids, and a deletion shows nowhere in it, so that nobody
    /// could tell a quiet bucket.
    /// </remarks>
    /// <exception cref="RunFailedException">The bucket does not exist, may not be listed, or S3 does not answer.</exception>
    public async Task<BucketListing> ListAsync(CancellationToken cancellationToken)
    {
        var objects = new List<ObjectVersion>();
        DateTimeOffset? lastChange = null;
        DateTimeOffset? answeredAt = null;
        var request = new ListVersionsRequest { BucketName = bucket };
        try
        {
            ListVersionsResponse page;
            do
            {
                page = await s3.ListVersionsAsync(request, cancellationToken);
                foreach (var version in page.Versions ?? [])
                {
                    var modified = new DateTimeOffset(version.LastModified?.ToUniversalTime() ?? DateTime.UnixEpoch);
                    lastChange = lastChange is null || modified > lastChange ? modified : lastChange;
                    if (version.IsLatest == true && version.IsDeleteMarker != true)
                    {
                        objects.Add(new ObjectVersion(version.Key, version.VersionId ?? "null", version.ETag, version.Size ?? 0, modified));
                    }
                }

                answeredAt = Date(page);
                request.KeyMarker = page.NextKeyMarker;
                request.VersionIdMarker = page.NextVersionIdMarker;
            }
            while (page.IsTruncated == true);
        }
        catch (Exception e) when (AwsFailure.Is(e))
        {
            throw Failure("listed", "s3:ListBucketVersions", e);
        }

        return new BucketListing([.. objects.OrderBy(o => o.Key, StringComparer.Ordinal)], lastChange) { AnsweredAt = answeredAt };
    }

    private static DateTimeOffset? Date(AmazonWebServiceResponse answer) =>
        answer.ResponseMetadata?.Metadata.TryGetValue(ServerDateHandler.Date, out var text) == true
        && DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : null;

    /// <summary>Opens an object; the response's stream still has to be read.</summary>
    /// <exception cref="ObjectChangedException">The version is gone.</exception>
    /// <exception cref="RunFailedException">The object may not be read, or S3 does not answer.</exception>
    public async Task<GetObjectResponse> OpenAsync(ObjectVersion version, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest
        {
            BucketName = bucket,
            Key = version.Key,
            VersionId = version.VersionId == "null" ? null : version.VersionId,
            ChecksumMode = ChecksumMode.ENABLED,
        };
        try
        {
            return await s3.GetObjectAsync(request, cancellationToken);
        }
        catch (AmazonS3Exception e) when (e.ErrorCode is "NoSuchKey" or "NoSuchVersion")
        {
            throw new ObjectChangedException(version.Key, "it is gone", e);
        }
        catch (Exception e) when (AwsFailure.Is(e))
        {
            throw Failure($"read ({Printable.Quote(version.Key)})", "s3:GetObjectVersion", e);
        }
    }

    private RunFailedException Failure(string what, string permission, Exception e) => e switch
    {
        AmazonS3Exception { ErrorCode: "NoSuchBucket" } => RunFailedException.Configuration(
            $"The bucket '{bucket}' does not exist. Deploy the stack, or correct 'bucket' in the database's settings.", e),
        AmazonS3Exception { StatusCode: HttpStatusCode.Forbidden } => RunFailedException.Configuration(
            $"The bucket '{bucket}' could not be {what}: {e.Message.TrimEnd('.')}. Allow {permission} on it to this host's role.", e),
        _ => RunFailedException.Incomplete(
            $"The bucket '{bucket}' could not be {what}: {e.Message.TrimEnd('.')}. "
            + "Nothing was applied; run the command again when S3 answers.",
            e),
    };
}
