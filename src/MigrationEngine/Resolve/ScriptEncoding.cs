using System.Text;
using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>Encodings of scripts, by the names Java and Flyway use; always strict: malformed input is an error.</summary>
public static class ScriptEncoding
{
    /// <summary>UTF-8, the default.</summary>
    public static readonly Encoding Utf8 = new UTF8Encoding(false, true);

    /// <summary>UTF-16 without a byte order mark: big endian, as Java reads it.</summary>
    private static readonly Encoding Utf16 = new UnicodeEncoding(true, false, true);

    private static readonly Encoding Utf16LittleEndian = new UnicodeEncoding(false, false, true);

    /// <summary>The encoding of a name such as <c>ISO-8859-1</c>, <c>UTF-16</c> or <c>windows-1252</c>.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Configuration"/>: no such encoding.</exception>
    public static Encoding Parse(string name)
    {
        switch (name.Trim().ToUpperInvariant())
        {
            case "UTF-8" or "UTF8":
                return Utf8;
            case "UTF-16" or "UTF-16BE":
                return Utf16;
            case "UTF-16LE":
                return Utf16LittleEndian;
            case "LATIN1" or "ISO8859_1":
                return Parse("ISO-8859-1");
            case "ASCII":
                return Parse("US-ASCII");
            case var page when page.StartsWith("CP125", StringComparison.Ordinal):
                return Parse("windows-" + page[2..]);
        }

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name.Trim(), EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(name.Trim(), EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException e)
        {
            throw new MigrationException(
                ErrorCode.Configuration,
                $"Unknown encoding '{name}'. Use a name such as UTF-8, ISO-8859-1, UTF-16 or windows-1252.",
                e);
        }
    }

    /// <summary>What the first bytes say where a byte order mark overrides the configured UTF-16; else the configured encoding.</summary>
    internal static Encoding ForContent(Encoding configured, ReadOnlySpan<byte> start) =>
        ReferenceEquals(configured, Utf16) && start.StartsWith<byte>([0xFF, 0xFE]) ? Utf16LittleEndian : configured;

    /// <summary>
    /// Flyway's <c>detectEncoding</c>: a UTF-16 byte order mark, UTF-16 without one (more than half of the odd bytes are zero), then the first of
    /// UTF-8 and ISO-8859-1 that decodes.
    /// </summary>
    internal static Encoding Detect(ReadOnlySpan<byte> content)
    {
        if (content.Length % 2 == 0)
        {
            if (content.StartsWith<byte>([0xFE, 0xFF]))
            {
                return Utf16;
            }

            if (content.StartsWith<byte>([0xFF, 0xFE]))
            {
                return Utf16LittleEndian;
            }

            if (ZerosAt(content, 1) * 4 > content.Length)
            {
                return Utf16LittleEndian;
            }

            if (ZerosAt(content, 0) * 4 > content.Length)
            {
                return Utf16;
            }
        }

        return System.Text.Unicode.Utf8.IsValid(content) ? Utf8 : Encoding.Latin1;
    }

    private static int ZerosAt(ReadOnlySpan<byte> content, int parity)
    {
        var zeros = 0;
        for (var i = parity; i < content.Length; i += 2)
        {
            zeros += content[i] == 0 ? 1 : 0;
        }

        return zeros;
    }
}
