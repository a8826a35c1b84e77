using System.Text;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>
/// Flyway's <c>detectEncoding</c>, which looks at all of a text: a UTF-16 byte order mark, UTF-16 without one (more than half of the odd bytes are
/// zero; here of the even ones too), then the first of UTF-8 and ISO-8859-1 that decodes.
/// </summary>
internal sealed class EncodingDetection
{
    private readonly byte[] _start = new byte[2];
    private readonly long[] _zeros = new long[2];
    private readonly byte[] _cut = new byte[4];
    private int _cutLength;
    private long _length;
    private bool _isUtf8 = true;

    /// <summary>What the bytes so far, all there are, are encoded in.</summary>
    public Encoding Result
    {
        get
        {
            if (_length % 2 == 0)
            {
                switch (_start)
                {
                    case [0xFE, 0xFF]:
                        return ScriptEncoding.Utf16;
                    case [0xFF, 0xFE]:
                        return ScriptEncoding.Utf16LittleEndian;
                    case var _ when _zeros[1] * 4 > _length:
                        return ScriptEncoding.Utf16LittleEndian;
                    case var _ when _zeros[0] * 4 > _length:
                        return ScriptEncoding.Utf16;
                }
            }

            return _isUtf8 && _cutLength == 0 ? ScriptEncoding.Utf8 : Encoding.Latin1;
        }
    }

    /// <summary>Looks at the next bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; _length + i < _start.Length && i < bytes.Length; i++)
        {
            _start[_length + i] = bytes[i];
        }

        CountZeros(bytes);
        _length += bytes.Length;
        CheckUtf8(bytes);
    }

    private void CountZeros(ReadOnlySpan<byte> bytes)
    {
        var offset = 0;
        for (var next = bytes.IndexOf((byte)0); next >= 0; next = bytes[offset..].IndexOf((byte)0))
        {
            _zeros[(_length + offset + next) % 2]++;
            offset += next + 1;
        }
    }

    /// <summary>A character that the end of the bytes cuts is looked at with those that follow.</summary>
    private void CheckUtf8(ReadOnlySpan<byte> bytes)
    {
        while (_isUtf8 && _cutLength > 0 && !bytes.IsEmpty)
        {
            _cut[_cutLength++] = bytes[0];
            bytes = bytes[1..];
            var character = _cut.AsSpan(0, _cutLength);
            if (Sql.Utf8.CutCharacterLength(character) == 0)
            {
                _isUtf8 = System.Text.Unicode.Utf8.IsValid(character);
                _cutLength = 0;
            }
        }

        if (_isUtf8 && !bytes.IsEmpty)
        {
            var cut = bytes[^Sql.Utf8.CutCharacterLength(bytes)..];
            _isUtf8 = System.Text.Unicode.Utf8.IsValid(bytes[..^cut.Length]);
            cut.CopyTo(_cut);
            _cutLength = cut.Length;
        }
    }
}
