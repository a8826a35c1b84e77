using System.Buffers.Binary;

namespace Daybreak.LocalCloud.S3.Protocol;

/// <summary>A reflected CRC of 32 or 64 bits, initialised and finished with ones.</summary>
internal sealed class Crc
{
    private static readonly ulong[] Crc32Table = Table(0xEDB88320);
    private static readonly ulong[] Crc32CTable = Table(0x82F63B78);
    private static readonly ulong[] Crc64NvmeTable = Table(0x9A6C9329AC4BC9B5);

    private readonly ulong[] _table;
    private readonly ulong _ones;
    private ulong _value;

    private Crc(ulong[] table, ulong ones)
    {
        _table = table;
        _ones = ones;
        _value = ones;
    }

    public static Crc Crc32() => new(Crc32Table, uint.MaxValue);

    public static Crc Crc32C() => new(Crc32CTable, uint.MaxValue);

    public static Crc Crc64Nvme() => new(Crc64NvmeTable, ulong.MaxValue);

    public void Append(ReadOnlySpan<byte> data)
    {
        var value = _value;
        var table = _table;
        foreach (var octet in data)
        {
            value = table[(byte)(value ^ octet)] ^ (value >> 8);
        }

        _value = value;
    }

    /// <summary>The value so far, big-endian, as S3 writes it.</summary>
    public byte[] GetHash()
    {
        var hash = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(hash, _value ^ _ones);
        return _ones == uint.MaxValue ? hash[4..] : hash;
    }

    private static ulong[] Table(ulong polynomial)
    {
        var table = new ulong[256];
        for (var index = 0u; index < table.Length; index++)
        {
            ulong entry = index;
            for (var bit = 0; bit < 8; bit++)
            {
                entry = (entry & 1) == 1 ? (entry >> 1) ^ polynomial : entry >> 1;
            }

            table[index] = entry;
        }

        return table;
    }
}
