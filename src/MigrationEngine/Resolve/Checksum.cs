using System.Text;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>
/// Flyway's checksum: CRC-32 (IEEE 802.3) over the UTF-8 bytes of all lines without their terminators (LF, CR or CRLF), one leading byte order
/// mark left out; a signed 32-bit number. Line ends, a missing last one and blank lines therefore make no difference.
/// </summary>
public sealed class Checksum
{
    private static readonly uint[][] Tables = CreateTables();

    private uint _crc;
    private bool _started;

    /// <summary>The checksum of a text.</summary>
    public static int Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>The checksum of UTF-8 bytes.</summary>
    public static int Of(ReadOnlySpan<byte> utf8)
    {
        var checksum = new Checksum();
        checksum.Append(utf8);
        return checksum.Value;
    }

    /// <summary>The checksum of what was appended so far.</summary>
    public int Value => (int)_crc;

    /// <summary>Adds the next bytes; the first three must come together, so that a byte order mark is seen.</summary>
    public void Append(ReadOnlySpan<byte> utf8)
    {
        ReadOnlySpan<byte> byteOrderMark = [0xEF, 0xBB, 0xBF];
        if (!_started && utf8.StartsWith(byteOrderMark))
        {
            utf8 = utf8[byteOrderMark.Length..];
        }

        _started = true;
        var crc = ~_crc;
        while (!utf8.IsEmpty)
        {
            var end = utf8.IndexOfAny((byte)'\n', (byte)'\r');
            crc = Update(crc, end < 0 ? utf8 : utf8[..end]);
            utf8 = end < 0 ? default : utf8[(end + 1)..];
        }

        _crc = ~crc;
    }

    private static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        // Eight bytes a step ("slicing by eight"): the table lookups of one step do not depend on one another.
        while (bytes.Length >= 8)
        {
            var low = BitConverter.ToUInt32(bytes) ^ crc;
            var high = BitConverter.ToUInt32(bytes[4..]);
            crc = Tables[7][low & 0xFF] ^ Tables[6][(low >> 8) & 0xFF] ^ Tables[5][(low >> 16) & 0xFF] ^ Tables[4][low >> 24]
                ^ Tables[3][high & 0xFF] ^ Tables[2][(high >> 8) & 0xFF] ^ Tables[1][(high >> 16) & 0xFF] ^ Tables[0][high >> 24];
            bytes = bytes[8..];
        }

        foreach (var value in bytes)
        {
            crc = (crc >> 8) ^ Tables[0][(byte)crc ^ value];
        }

        return crc;
    }

    private static uint[][] CreateTables()
    {
        const uint ReversedPolynomial = 0xEDB88320;
        var tables = new uint[8][];
        for (var t = 0; t < tables.Length; t++)
        {
            tables[t] = new uint[256];
            for (var i = 0; i < 256; i++)
            {
                var value = t == 0 ? (uint)i : tables[t - 1][i];
                if (t > 0)
                {
                    tables[t][i] = (value >> 8) ^ tables[0][value & 0xFF];
                    continue;
                }

                for (var bit = 0; bit < 8; bit++)
                {
                    value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ ReversedPolynomial;
                }

                tables[t][i] = value;
            }
        }

        return tables;
    }
}
