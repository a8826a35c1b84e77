using System.Text;
using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>Encodings of scripts, by the names Java and Flyway use; always strict: malformed input is an error.</summary>
public static class ScriptEncoding
{
    /// <summary>UTF-8, the default.</summary>
    public static readonly Encoding Utf8 = new UTF8Encoding(false, true);

    /// <summary>UTF-16 without a byte order mark: big endian, as Java reads it.</summary>
    internal static readonly Encoding Utf16 = new UnicodeEncoding(true, false, true);

    internal static readonly Encoding Utf16LittleEndian = new UnicodeEncoding(false, false, true);

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

    /// <summary>What a text says of its encoding (<see cref="EncodingDetection"/>).</summary>
    internal static Encoding Detect(ReadOnlySpan<byte> content)
    {
        var detection = new EncodingDetection();
        detection.Append(content);
        return detection.Result;
    }
}
