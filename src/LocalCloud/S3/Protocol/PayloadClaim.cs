using System.Buffers.Text;

namespace Daybreak.LocalCloud.S3.Protocol;

/// <summary>What a request says about its payload, to be held against what arrives.</summary>
internal sealed record PayloadClaim
{
    private const string Streaming = "STREAMING-";
    private const string Unsigned = "UNSIGNED-PAYLOAD";

    /// <summary>Bytes of the payload, decoded; null where the request does not say.</summary>
    public long? Length { get; private init; }

    /// <summary>The body is <c>aws-chunked</c>.</summary>
    public bool IsChunked { get; private init; }

    /// <summary>The SHA-256 in hex; null for an unsigned or chunked payload.</summary>
    public string? Sha256 { get; private init; }

    public byte[]? Md5 { get; private init; }

    public ChecksumAlgorithm? Algorithm { get; private init; }

    /// <summary>The claimed checksum; null where it comes as a trailer, or where there is none.</summary>
    public string? Checksum { get; private init; }

    private bool HasTrailer { get; init; }

    /// <exception cref="S3Exception">When the headers contradict each other.</exception>
    public static PayloadClaim Of(S3Request request, bool withChecksum = true)
    {
        var sha256 = request.Header("x-amz-content-sha256") ?? Unsigned;
        var chunked = sha256.StartsWith(Streaming, StringComparison.Ordinal);
        if (!chunked && sha256 != Unsigned && !(sha256.Length == 64 && sha256.All(char.IsAsciiHexDigit)))
        {
            throw S3Errors.InvalidArgument("x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, "
                + "or a valid sha256 value.", "x-amz-content-sha256", sha256);
        }

        var (algorithm, value, trailer) = withChecksum ? FindChecksum(request) : default;
        return new PayloadClaim
        {
            Length = chunked ? DecodedLength(request) : request.Http.Request.ContentLength,
            IsChunked = chunked,
            Sha256 = chunked || sha256 == Unsigned ? null : sha256,
            Md5 = request.Header("Content-MD5") is { } md5 ? ParseMd5(md5) : null,
            Algorithm = algorithm,
            Checksum = value,
            HasTrailer = trailer,
        };
    }

    /// <summary>Holds the claim against what arrived.</summary>
    /// <returns>The verified checksum in base64; null where there is none.</returns>
    /// <exception cref="S3Exception">IncompleteBody, XAmzContentSHA256Mismatch, BadDigest or MalformedTrailerError.</exception>
    public string? Verify(PayloadDigest digest, IReadOnlyDictionary<string, string>? trailers)
    {
        if (Length is { } length && length != digest.Size)
        {
            throw S3Errors.IncompleteBody();
        }

        if (Sha256 is not null && digest.Sha256 is not null
            && !Sha256.Equals(Convert.ToHexStringLower(digest.Sha256), StringComparison.OrdinalIgnoreCase))
        {
            throw S3Errors.ContentSha256Mismatch(Sha256, Convert.ToHexStringLower(digest.Sha256));
        }

        if (Md5 is not null && !Md5.AsSpan().SequenceEqual(digest.Md5))
        {
            throw S3Errors.BadDigest("Content-MD5", Convert.ToHexStringLower(Md5), Convert.ToBase64String(digest.Md5));
        }

        return Algorithm is { } algorithm && digest.Checksum is not null ? VerifyChecksum(algorithm, digest.Checksum, trailers) : null;
    }

    private static long DecodedLength(S3Request request) =>
        long.TryParse(request.Header("x-amz-decoded-content-length"), out var length) && length >= 0
            ? length
            : throw S3Errors.MissingContentLength();

    private static byte[] ParseMd5(string value)
    {
        var md5 = new byte[16];
        return Base64.IsValid(value, out var length) && length == 16 && Convert.TryFromBase64String(value, md5, out _)
            ? md5
            : throw S3Errors.InvalidDigest(value);
    }

    private static (ChecksumAlgorithm? Algorithm, string? Value, bool Trailer) FindChecksum(S3Request request)
    {
        var claims = ChecksumNames.All.Where(algorithm => request.Header(ChecksumNames.Header(algorithm)) is not null).ToList();
        var trailer = request.Header("x-amz-trailer");
        if (claims.Count + (trailer is null ? 0 : 1) > 1)
        {
            throw S3Errors.InvalidRequest("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
        }

        if (claims is [var claimed])
        {
            var value = request.Header(ChecksumNames.Header(claimed))!;
            return (claimed, Checked(claimed, value), false);
        }

        if (trailer is not null)
        {
            return (TrailerAlgorithm(trailer), null, true);
        }

        return request.Header("x-amz-sdk-checksum-algorithm") is null
            ? (null, null, false)
            : throw S3Errors.InvalidRequest(
                "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.");
    }

    private static ChecksumAlgorithm TrailerAlgorithm(string trailer)
    {
        foreach (var algorithm in ChecksumNames.All)
        {
            if (string.Equals(ChecksumNames.Header(algorithm), trailer, StringComparison.OrdinalIgnoreCase))
            {
                return algorithm;
            }
        }

        throw S3Errors.InvalidRequest("The value specified in the x-amz-trailer header is not supported");
    }

    private static string Checked(ChecksumAlgorithm algorithm, string value) =>
        Base64.IsValid(value, out var length) && length == ChecksumNames.Length(algorithm)
            ? value
            : throw S3Errors.InvalidRequest($"Value for {ChecksumNames.Header(algorithm)} header is invalid.");

    private string VerifyChecksum(ChecksumAlgorithm algorithm, byte[] calculated, IReadOnlyDictionary<string, string>? trailers)
    {
        var claimed = Checksum;
        if (HasTrailer)
        {
            claimed = trailers is not null && trailers.TryGetValue(ChecksumNames.Header(algorithm), out var trailing)
                ? Checked(algorithm, trailing)
                : throw S3Errors.MalformedTrailer();
        }

        var actual = Convert.ToBase64String(calculated);
        return claimed is null || claimed == actual ? actual : throw S3Errors.BadDigest($"{algorithm}", claimed, actual);
    }
}
