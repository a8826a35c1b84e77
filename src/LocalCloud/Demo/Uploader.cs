using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;

namespace Daybreak.LocalCloud.Demo;

/// <summary>Brings a directory's files into a bucket.</summary>
internal static class Uploader
{
    /// <summary>Uploads what the bucket does not have, or has with another content; gives the keys, in the order of the upload.</summary>
    public static async Task<IReadOnlyList<string>> UploadAsync(
        AmazonS3Client s3, string bucket, string directory, CancellationToken cancellationToken)
    {
        var present = await ListAsync(s3, bucket, cancellationToken);
        var uploaded = new List<string>();
        foreach (var file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var key = Path.GetRelativePath(directory, file).Replace(Path.DirectorySeparatorChar, '/');
            var content = await File.ReadAllBytesAsync(file, cancellationToken);
            if (present.GetValueOrDefault(key) == ETag(content))
            {
                continue;
            }

            using var stream = new MemoryStream(content);
            await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, InputStream = stream }, cancellationToken);
            uploaded.Add(key);
        }

        return uploaded;
    }

    private static async Task<Dictionary<string, string>> ListAsync(AmazonS3Client s3, string bucket, CancellationToken cancellationToken)
    {
        var present = new Dictionary<string, string>();
        var request = new ListObjectsV2Request { BucketName = bucket };
        ListObjectsV2Response page;
        do
        {
            page = await s3.ListObjectsV2Async(request, cancellationToken);
            foreach (var item in page.S3Objects ?? [])
            {
                present[item.Key] = item.ETag.Trim('"');
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
        return present;
    }

    [SuppressMessage("Security", "CA5351", Justification = "S3's entity tag of a plain upload is its MD5.")]
    private static string ETag(byte[] content) => Convert.ToHexStringLower(MD5.HashData(content));
}
