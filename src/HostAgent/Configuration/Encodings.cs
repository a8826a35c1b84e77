using System.Text;
using Daybreak.MigrationEngine.Model;

namespace Daybreak.HostAgent.Configuration;

/// <summary>Finds encodings by the names Java has for them, which are the ones in Flyway's settings.</summary>
internal static class Encodings
{
    /// <summary>A strict encoding: malformed input is an error.</summary>
    /// <exception cref="MigrationException">There is no encoding of that name.</exception>
    public static Encoding Find(string name)
    {
        var wanted = name.Trim().ToUpperInvariant() switch
        {
            "UTF8" or "UTF-8" => "utf-8",
            // Java's UTF-16 without a byte order mark is big-endian.
            "UTF16" or "UTF-16" or "UTF-16BE" => "utf-16BE",
            "UTF-16LE" => "utf-16",
            "LATIN1" or "ISO8859_1" or "ISO-8859-1" => "iso-8859-1",
            "ASCII" or "US-ASCII" => "us-ascii",
            var other when other.StartsWith("CP125", StringComparison.Ordinal) => "windows-" + other[2..],
            var other => other,
        };
        return wanted == "utf-8"
            ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)
            : Registered(wanted) ?? throw new MigrationException(
                ErrorCode.Error,
                $"Unknown encoding '{name}': write the name of an encoding, for example UTF-8, ISO-8859-1, windows-1252 or UTF-16.");
    }

    private static Encoding? Registered(string name)
    {
        var code = CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        if (code is not null)
        {
            return code;
        }

        try
        {
            return Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
