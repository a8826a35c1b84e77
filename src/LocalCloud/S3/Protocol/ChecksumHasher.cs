using System.Security.Cryptography;

namespace Daybreak.LocalCloud.S3.Protocol;

/// <summary>Computes one additional checksum over data that passes by.</summary>
internal sealed class ChecksumHasher : IDisposable
{
    private readonly Crc? _crc;
    private readonly IncrementalHash? _hash;

    public ChecksumHasher(ChecksumAlgorithm algorithm)
    {
        switch (algorithm)
        {
            case ChecksumAlgorithm.CRC32:
                _crc = Crc.Crc32();
                break;
            case ChecksumAlgorithm.CRC32C:
                _crc = Crc.Crc32C();
                break;
            case ChecksumAlgorithm.CRC64NVME:
                _crc = Crc.Crc64Nvme();
                break;
            case ChecksumAlgorithm.SHA1:
                _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
                break;
            default:
                _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                break;
        }
    }

    public static byte[] Hash(ChecksumAlgorithm algorithm, ReadOnlySpan<byte> data)
    {
        using var hasher = new ChecksumHasher(algorithm);
        hasher.Append(data);
        return hasher.GetHash();
    }

    public void Append(ReadOnlySpan<byte> data)
    {
        _crc?.Append(data);
        _hash?.AppendData(data);
    }

    public byte[] GetHash() => _crc?.GetHash() ?? _hash!.GetHashAndReset();

    public void Dispose() => _hash?.Dispose();
}
