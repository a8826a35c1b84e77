using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ArmCrc32 = System.Runtime.Intrinsics.Arm.Crc32;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>
/// CRC-32 of IEEE 802.3, least significant bit first, in the best way the processor has. Values are raw: whoever starts and ends a checksum
/// inverts. All ways give the same values for the same bytes, however these are cut.
/// </summary>
internal static class Crc32
{
    private const uint ReversedPolynomial = 0xEDB88320;

    /// <summary>Below this the tables are as quick.</summary>
    private const int LeastToFold = 64;

    private static readonly uint[] Tables = CreateTables();

    /// <summary>Whether <see cref="UpdateByFolding"/> can be called.</summary>
    public static bool CanFold => Pclmulqdq.IsSupported && Sse2.IsSupported;

    /// <summary>Whether <see cref="UpdateByInstruction"/> can be called.</summary>
    public static bool HasInstruction => ArmCrc32.Arm64.IsSupported;

    /// <summary>The CRC with some more bytes.</summary>
    public static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        if (HasInstruction)
        {
            return UpdateByInstruction(crc, bytes);
        }

        return CanFold && bytes.Length >= LeastToFold ? UpdateByFolding(crc, bytes) : UpdateByTables(crc, bytes);
    }

    /// <summary>Eight bytes a step ("slicing by eight"): the table lookups of one step do not depend on one another.</summary>
    internal static uint UpdateByTables(uint crc, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<uint> tables = Tables;
        while (bytes.Length >= sizeof(ulong))
        {
            var low = BitConverter.ToUInt32(bytes) ^ crc;
            var high = BitConverter.ToUInt32(bytes[sizeof(uint)..]);
            crc = Entry(tables, 7, low) ^ Entry(tables, 6, low >> 8) ^ Entry(tables, 5, low >> 16) ^ Entry(tables, 4, low >> 24)
                ^ Entry(tables, 3, high) ^ Entry(tables, 2, high >> 8) ^ Entry(tables, 1, high >> 16) ^ Entry(tables, 0, high >> 24);
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var value in bytes)
        {
            crc = (crc >> 8) ^ Entry(tables, 0, crc ^ value);
        }

        return crc;
    }

    /// <summary>By ARM's CRC32 instructions.</summary>
    internal static uint UpdateByInstruction(uint crc, ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            crc = ArmCrc32.Arm64.ComputeCrc32(crc, word);
        }

        foreach (var value in bytes[(words.Length * sizeof(ulong))..])
        {
            crc = ArmCrc32.ComputeCrc32(crc, value);
        }

        return crc;
    }

    /// <summary>
    /// Folds the bytes by carry-less multiplication, 64 at a step, into 16 with the same CRC (Gopal and others, "Fast CRC Computation for Generic
    /// Polynomials Using PCLMULQDQ Instruction", Intel 2009). A fold by n bits multiplies by x^(n+32) and x^(n-32) modulo the polynomial.
    /// </summary>
    /// <param name="crc">The value before.</param>
    /// <param name="bytes">At least 64.</param>
    internal static uint UpdateByFolding(uint crc, ReadOnlySpan<byte> bytes)
    {
        var by512 = Vector128.Create(0x1_5444_2BD4UL, 0x1_C6E4_1596UL);
        var by128 = Vector128.Create(0x1_7519_97D0UL, 0x0_CCAA_009EUL);

        var blocks = MemoryMarshal.Cast<byte, Vector128<ulong>>(bytes);
        var (a, b, c, d) = (blocks[0] ^ Vector128.CreateScalar(crc).AsUInt64(), blocks[1], blocks[2], blocks[3]);
        var next = 4;
        for (; next + 4 <= blocks.Length; next += 4)
        {
            a = Fold(a, by512, blocks[next]);
            b = Fold(b, by512, blocks[next + 1]);
            c = Fold(c, by512, blocks[next + 2]);
            d = Fold(d, by512, blocks[next + 3]);
        }

        a = Fold(Fold(Fold(a, by128, b), by128, c), by128, d);
        for (; next < blocks.Length; next++)
        {
            a = Fold(a, by128, blocks[next]);
        }

        Span<byte> folded = stackalloc byte[Vector128<byte>.Count];
        a.AsByte().CopyTo(folded);
        return UpdateByTables(UpdateByTables(0, folded), bytes[(blocks.Length * Vector128<byte>.Count)..]);
    }

    private static Vector128<ulong> Fold(Vector128<ulong> value, Vector128<ulong> by, Vector128<ulong> onto) =>
        Pclmulqdq.CarrylessMultiply(value, by, 0x00) ^ Pclmulqdq.CarrylessMultiply(value, by, 0x11) ^ onto;

    private static uint Entry(ReadOnlySpan<uint> tables, int table, uint value) => tables[(table << 8) | (byte)value];

    private static uint[] CreateTables()
    {
        var tables = new uint[8 * 256];
        for (var i = 0; i < tables.Length; i++)
        {
            var value = i < 256 ? (uint)i : tables[i - 256];
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ ReversedPolynomial;
            }

            tables[i] = value;
        }

        return tables;
    }
}
