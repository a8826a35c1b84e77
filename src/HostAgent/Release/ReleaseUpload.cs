using Amazon.S3;
using Amazon.S3.Model;
using Daybreak.HostAgent.Run;
using Daybreak.HostAgent.Run.Bucket;

namespace Daybreak.HostAgent.Release;

/// <summary>Puts a release into its bucket: what changed and, when all of that is there, the manifest.</summary>
internal sealed class ReleaseUpload(IAmazonS3 s3, string bucket)
{
    private const int ParallelUploads = 8;

    /// <summary>Uploads; gives the keys of the files that had to be.</summary>
    /// <exception cref="RunFailedException">S3 refused or did not answer; without the new manifest nothing of the release runs.</exception>
    public async Task<IReadOnlyList<string>> ExecuteAsync(
        IReadOnlyList<ReleaseFile> files, ReleaseManifest manifest, CancellationToken cancellationToken)
    {
        var listing = await new BucketReader(s3, bucket).ListAsync(cancellationToken);
        var there = listing.Objects.ToDictionary(o => o.Key, o => (o.Size, ETag: o.ETag.Trim('"')), StringComparer.Ordinal);
        var changed = files.Where(f => !there.TryGetValue(f.Entry.Key, out var old) || old != (f.Entry.Size, f.Md5)).ToList();
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelUploads, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(changed, options, async (file, token) => await PutAsync(file, token));
            var request = new PutObjectRequest
            {
                BucketName = bucket,
                Key = MirrorPath.ManifestKey,
                ContentBody = ManifestJson.Write(manifest),
                ContentType = "application/json",
            };
            await s3.PutObjectAsync(request, cancellationToken);
        }
        catch (Exception e) when (AwsFailure.Is(e))
        {
            throw RunFailedException.Incomplete(
                $"The release could not be uploaded to the bucket '{bucket}': {e.Message.TrimEnd('.')}. Its manifest is not there, so that "
                + "runs do not apply it. Check that you may call s3:PutObject on it, and release again.",
                e);
        }

        return [.. changed.Select(f => f.Entry.Key)];
    }

    private async Task PutAsync(ReleaseFile file, CancellationToken cancellationToken)
    {
        var request = new PutObjectRequest
        {
            BucketName = bucket,
            Key = file.Entry.Key,
            FilePath = file.Path,
            // S3 refuses a content that is not the one that was read for the manifest.
            ChecksumSHA256 = Convert.ToBase64String(Convert.FromHexString(file.Entry.Sha256)),
        };
        await s3.PutObjectAsync(request, cancellationToken);
    }
}
