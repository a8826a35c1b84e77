using System.Security.Cryptography;

namespace Daybreak.LocalCloud.S3.Protocol;

/// <summary>Everything S3 computes over a payload as it passes by.</summary>
internal sealed class PayloadHasher(ChecksumAlgorithm? algorithm, bool withSha256) : IDisposable
{
    private readonly IncrementalHash _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private readonly IncrementalHash? _sha256 = withSha256 ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    private readonly ChecksumHasher? _checksum = algorithm is { } wanted ? new ChecksumHasher(wanted) : null;
    private long _size;

    public void Append(ReadOnlySpan<byte> data)
    {
        _size += data.Length;
        _md5.AppendData(data);
        _sha256?.AppendData(data);
        _checksum?.Append(data);
    }

    public PayloadDigest Finish() => new(_size, _md5.GetHashAndReset(), _sha256?.GetHashAndReset(), _checksum?.GetHash());

    public void Dispose()
    {
        _md5.Dispose();
        _sha256?.Dispose();
        _checksum?.Dispose();
    }
}
