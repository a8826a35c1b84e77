using System.IO.Hashing;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>
/// Flyway's checksum: CRC-32 (IEEE 802.3) over the UTF-8 bytes of all lines without their terminators (LF, CR or CRLF), one leading byte order
/// mark left out; a signed 32-bit number. Line ends, a missing last one and blank lines therefore make no difference.
/// </summary>
public sealed class Checksum
{
    /// <summary>Lines are put together, so that most of the CRC's work is on long runs of bytes.</summary>
    private const int RunLength = 1 << 12;

    private readonly Crc32 _crc = new();
    private readonly byte[] _run = new byte[RunLength];
    private int _length;
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
    public int Value
    {
        get
        {
            Flush();
            return (int)_crc.GetCurrentHashAsUInt32();
        }
    }

    /// <summary>Begins anew.</summary>
    public void Reset()
    {
        _crc.Reset();
        (_length, _started) = (0, false);
    }

    /// <summary>Adds the next bytes; the first three must come together, so that a byte order mark is seen.</summary>
    public void Append(ReadOnlySpan<byte> utf8)
    {
        ReadOnlySpan<byte> byteOrderMark = [0xEF, 0xBB, 0xBF];
        if (!_started && utf8.StartsWith(byteOrderMark))
        {
            utf8 = utf8[byteOrderMark.Length..];
        }

        _started = true;
        while (!utf8.IsEmpty)
        {
            utf8 = utf8[AppendToRun(utf8)..];
            if (_length == RunLength)
            {
                Flush();
            }
        }
    }

    /// <summary>Adds as many bytes as the run has room for, line ends left out, and tells how many were read.</summary>
    private int AppendToRun(ReadOnlySpan<byte> utf8)
    {
        var run = _run.AsSpan();
        var (read, length) = (0, _length);
        // A whole block is stored each time; what lies behind the end of a line in it is overwritten by the next.
        while (read + Vector256<byte>.Count <= utf8.Length && length + Vector256<byte>.Count <= RunLength)
        {
            var block = Vector256.Create(utf8.Slice(read, Vector256<byte>.Count));
            var ends = (Vector256.Equals(block, Vector256.Create((byte)'\n')) | Vector256.Equals(block, Vector256.Create((byte)'\r'))).ExtractMostSignificantBits();
            block.CopyTo(run[length..]);
            if (ends == 0)
            {
                (read, length) = (read + Vector256<byte>.Count, length + Vector256<byte>.Count);
                continue;
            }

            var line = BitOperations.TrailingZeroCount(ends);
            (read, length) = (read + line + 1, length + line);
        }

        for (; read < utf8.Length && length < RunLength; read++)
        {
            if (utf8[read] is not ((byte)'\n' or (byte)'\r'))
            {
                run[length++] = utf8[read];
            }
        }

        _length = length;
        return read;
    }

    private void Flush()
    {
        _crc.Append(_run.AsSpan(0, _length));
        _length = 0;
    }
}
