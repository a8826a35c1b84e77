using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace Daybreak.LocalCloud.S3.Protocol;

/// <summary>Computes one additional checksum over data that passes by.</summary>
internal sealed class ChecksumHasher : IDisposable
{
    private readonly NonCryptographicHashAlgorithm? _crc;
    private readonly IncrementalHash? _hash;

    public ChecksumHasher(ChecksumAlgorithm algorithm)
    {
        switch (algorithm)
        {
            case ChecksumAlgorithm.CRC32:
                _crc = new Crc32();
                break;
            case ChecksumAlgorithm.CRC32C:
                _crc = new Crc32(Crc32ParameterSet.Crc32C);
                break;
            case ChecksumAlgorithm.CRC64NVME:
                _crc = new Crc64(Crc64ParameterSet.Nvme);
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

    /// <summary>The checksum so far; a CRC is big-endian, as S3 writes it.</summary>
    public byte[] GetHash()
    {
        switch (_crc)
        {
            case Crc32 crc:
                var four = new byte[sizeof(uint)];
                BinaryPrimitives.WriteUInt32BigEndian(four, crc.GetCurrentHashAsUInt32());
                return four;
            case Crc64 crc:
                var eight = new byte[sizeof(ulong)];
                BinaryPrimitives.WriteUInt64BigEndian(eight, crc.GetCurrentHashAsUInt64());
                return eight;
            default:
                return _hash!.GetHashAndReset();
        }
    }

    public void Dispose() => _hash?.Dispose();
}
