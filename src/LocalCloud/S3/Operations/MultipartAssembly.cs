using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using Daybreak.LocalCloud.S3.Protocol;
using Daybreak.LocalCloud.S3.Store;

namespace Daybreak.LocalCloud.S3.Operations;

/// <summary>The rules by which parts become an object.</summary>
internal static class MultipartAssembly
{
    private const long SmallestPart = 5 * 1024 * 1024;

    /// <summary>The parts of the object, in order.</summary>
    /// <exception cref="S3Exception">MalformedXML for an empty list, InvalidPartOrder, InvalidPart or EntityTooSmall.</exception>
    public static IReadOnlyList<UploadedPart> Select(MultipartUpload upload, IReadOnlyList<ClaimedPart> claims)
    {
        if (claims.Count == 0)
        {
            throw S3Errors.MalformedXml();
        }

        if (claims.Zip(claims.Skip(1)).Any(pair => pair.First.Number >= pair.Second.Number))
        {
            throw S3Errors.InvalidPartOrder(upload.UploadId);
        }

        var parts = claims.Select(claim => Match(upload, claim)).ToList();
        if (parts.SkipLast(1).FirstOrDefault(part => part.Size < SmallestPart) is { } small)
        {
            throw S3Errors.EntityTooSmall(small.Number, small.ETag, small.Size);
        }

        return parts;
    }

    /// <summary>The MD5 of the parts' MD5s, and how many there are.</summary>
    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "S3's entity tags are MD5.")]
    public static string ETag(IReadOnlyList<UploadedPart> parts)
    {
        var sums = parts.SelectMany(part => Convert.FromHexString(part.ETag)).ToArray();
        return $"{Convert.ToHexStringLower(MD5.HashData(sums))}-{parts.Count}";
    }

    /// <summary>The checksum of the object; null for an upload without one, or one whose parts carry none.</summary>
    public static ObjectChecksum? Checksum(MultipartUpload upload, IReadOnlyList<UploadedPart> parts, PayloadDigest whole)
    {
        if (upload.Algorithm is not { } algorithm)
        {
            return null;
        }

        if (whole.Checksum is { } full)
        {
            return new ObjectChecksum(algorithm, Convert.ToBase64String(full), ChecksumNames.FullObject);
        }

        if (parts.Any(part => part.Checksum is null))
        {
            return null;
        }

        var sums = parts.SelectMany(part => Convert.FromBase64String(part.Checksum!.Value)).ToArray();
        var value = Convert.ToBase64String(ChecksumHasher.Hash(algorithm, sums));
        return new ObjectChecksum(algorithm, $"{value}-{parts.Count}", ChecksumNames.Composite);
    }

    /// <summary>Holds the object against what CompleteMultipartUpload says of it.</summary>
    /// <exception cref="S3Exception">BadDigest or InvalidRequest.</exception>
    public static void DemandClaims(S3Request request, ObjectChecksum? checksum, long size)
    {
        if (request.Header("x-amz-mp-object-size") is { } claimedSize && claimedSize != size.ToString(CultureInfo.InvariantCulture))
        {
            throw S3Errors.InvalidRequest($"The provided 'x-amz-mp-object-size' header value {claimedSize} "
                + $"does not match what was computed: {size}");
        }

        if (request.Header("x-amz-checksum-type") is { } type && checksum is not null && type != checksum.Type)
        {
            throw S3Errors.InvalidRequest($"The upload was created using the {checksum.Type} checksum mode. "
                + "The complete request must use the same checksum mode.");
        }

        foreach (var algorithm in ChecksumNames.All)
        {
            if (request.Header(ChecksumNames.Header(algorithm)) is { } claimed
                && (checksum?.Algorithm != algorithm || WithoutCount(checksum.Value) != WithoutCount(claimed)))
            {
                throw S3Errors.BadDigest($"{algorithm}", claimed, checksum?.Value ?? "");
            }
        }
    }

    private static string WithoutCount(string value) => value.Split('-')[0];

    private static UploadedPart Match(MultipartUpload upload, ClaimedPart claim)
    {
        var fits = upload.Parts.TryGetValue(claim.Number, out var part)
            && part.ETag == claim.ETag
            && claim.Checksums.All(sum => part.Checksum is null
                || (part.Checksum.Algorithm == sum.Key && part.Checksum.Value == sum.Value));
        return fits ? part! : throw S3Errors.InvalidPart(upload.UploadId, claim.Number, claim.ETag);
    }
}
