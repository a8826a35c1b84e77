using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;

namespace Daybreak.HostAgent.Run.Bucket;

/// <summary>Downloads one object version and verifies it against all that S3 says about it.</summary>
internal sealed class ObjectDownload(BucketReader reader)
{
    /// <summary>How long S3 may send nothing in the middle of an object; a connection that is dead does not say so by itself.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Writes the content to a file.</summary>
    /// <exception cref="ObjectChangedException">The object is gone, replaced, or did not arrive as it was listed.</exception>
    /// <exception cref="RunFailedException">The object may not be read, or S3 does not answer.</exception>
    [SuppressMessage("Security", "CA5351", Justification = "S3's entity tag is an MD5; SHA-256 is what is relied on.")]
    public async Task<SnapshotObject> WriteAsync(ObjectVersion version, string target, CancellationToken cancellationToken)
    {
        using var response = await reader.OpenAsync(version, cancellationToken);
        if (response.ETag != version.ETag)
        {
            throw new ObjectChangedException(version.Key, "it was replaced");
        }

        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        await CopyAsync(response, version, target, [sha256, md5], cancellationToken);
        var sha256Hash = sha256.GetHashAndReset();
        if (Mismatch(response, sha256Hash, md5.GetHashAndReset()) is { } mismatch)
        {
            throw new ObjectChangedException(version.Key, mismatch);
        }

        return new SnapshotObject(version.Key, version.VersionId, version.Size, Convert.ToHexStringLower(sha256Hash));
    }

    private async Task CopyAsync(
        GetObjectResponse response, ObjectVersion version, string target, IncrementalHash[] hashes, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None);
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var buffer = new byte[81920];
        long size = 0;
        int read;
        while ((read = await ReadAsync(response.ResponseStream, buffer, version.Key, silence, cancellationToken)) > 0)
        {
            size += read;
            foreach (var hash in hashes)
            {
                hash.AppendData(buffer, 0, read);
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        if (size != version.Size)
        {
            throw new ObjectChangedException(version.Key, $"{size} bytes arrived of {version.Size}");
        }
    }

    private async Task<int> ReadAsync(
        Stream content, byte[] buffer, string key, CancellationTokenSource silence, CancellationToken cancellationToken)
    {
        silence.CancelAfter(Patience);
        try
        {
            return await content.ReadAsync(buffer, silence.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ObjectChangedException(key, $"S3 sent nothing more for {Patience.TotalSeconds} s", e);
        }
        catch (Exception e) when (AwsFailure.Is(e))
        {
            // The connection was cut; or the SDK, which compares the checksum that it asked for when the last byte is read, found another one.
            throw new ObjectChangedException(key, e.Message, e);
        }
    }

    private static string? Mismatch(GetObjectResponse response, byte[] sha256, byte[] md5)
    {
        if (IsWhole(response.ChecksumSHA256) && response.ChecksumSHA256 != Convert.ToBase64String(sha256))
        {
            return "its SHA-256 is not the one that S3 has";
        }

        // Of an object uploaded in parts, or encrypted with a KMS key, the entity tag is no MD5.
        var etag = response.ETag.Trim('"');
        var method = response.ServerSideEncryptionMethod?.Value;
        var etagIsMd5 = etag.Length == 32
            && (string.IsNullOrEmpty(method) || method == ServerSideEncryptionMethod.AES256.Value)
            && response.ServerSideEncryptionCustomerMethod is not { Value.Length: > 0 };
        return etagIsMd5 && !etag.Equals(Convert.ToHexString(md5), StringComparison.OrdinalIgnoreCase)
            ? "its MD5 is not the entity tag that S3 has"
            : null;
    }

    // The checksum of an object uploaded in parts is one of the parts' checksums, and says so by their number.
    private static bool IsWhole(string? checksum) => checksum is { Length: > 0 } && !checksum.Contains('-', StringComparison.Ordinal);
}
