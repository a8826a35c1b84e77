using System.IO.Hashing;
using System.Text;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>
/// Flyway's checksum: CRC-32 (IEEE 802.3) over the UTF-8 bytes of all lines without their terminators (LF, CR or CRLF), one leading byte order
/// mark left out; a signed 32-bit number. Line ends, a missing last one and blank lines therefore make no difference.
/// </summary>
public sealed class Checksum
{
    /// <summary>Lines are put together, so that most of the CRC's work is on long runs of bytes.</summary>
    private const int RunLength = 4096;

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
            var end = utf8.IndexOfAny((byte)'\n', (byte)'\r');
            Add(end < 0 ? utf8 : utf8[..end]);
            utf8 = end < 0 ? default : utf8[(end + 1)..];
        }
    }

    private void Add(ReadOnlySpan<byte> line)
    {
        if (_length + line.Length > RunLength)
        {
            Flush();
            if (line.Length > RunLength)
            {
                _crc.Append(line);
                return;
            }
        }

        line.CopyTo(_run.AsSpan(_length));
        _length += line.Length;
    }

    private void Flush()
    {
        _crc.Append(_run.AsSpan(0, _length));
        _length = 0;
    }
}
