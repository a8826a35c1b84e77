using System.Globalization;
using Daybreak.LocalCloud.S3.Protocol;
using Daybreak.LocalCloud.S3.Store;

namespace Daybreak.LocalCloud.S3.Operations;

/// <summary>A stretch of an object.</summary>
/// <param name="Offset">The first byte, from 0.</param>
/// <param name="Length">Bytes.</param>
internal sealed record ByteRange(long Offset, long Length)
{
    private const string Unit = "bytes=";

    /// <summary>Reads a Range header.</summary>
    /// <returns>Null where the whole is meant: no header, several ranges, or one that makes no sense (RFC 9110, 14.2).</returns>
    /// <exception cref="S3Exception">InvalidRange where the range lies behind the end.</exception>
    public static ByteRange? Parse(string? header, long size)
    {
        if (header is null || !header.StartsWith(Unit, StringComparison.OrdinalIgnoreCase)
            || header.Contains(',', StringComparison.Ordinal))
        {
            return null;
        }

        var parts = header[Unit.Length..].Split('-', StringSplitOptions.TrimEntries);
        if (parts.Length != 2 || parts is ["", ""] || !TryNumber(parts[0], out var first) || !TryNumber(parts[1], out var last)
            || last < first)
        {
            return null;
        }

        var range = (first, last) switch
        {
            (null, { } suffix) => new ByteRange(Math.Max(0, size - suffix), Math.Min(size, suffix)),
            ({ } start, null) => new ByteRange(start, size - start),
            var (start, end) => new ByteRange(start!.Value, Math.Min(end!.Value, size - 1) - start.Value + 1),
        };
        return range.Offset < size && range.Length > 0 ? range : throw S3Errors.InvalidRange(header, size);
    }

    /// <summary>The stretch of a part; part 1 of an object that was put in one piece is the whole.</summary>
    /// <exception cref="S3Exception">InvalidPartNumber with status 416.</exception>
    public static ByteRange OfPart(ObjectVersion version, int partNumber)
    {
        var sizes = version.PartSizes ?? [version.Size];
        return partNumber <= sizes.Count
            ? new ByteRange(sizes.Take(partNumber - 1).Sum(), sizes[partNumber - 1])
            : throw new S3Exception(new S3Error(416, "InvalidPartNumber", "The requested partnumber is not satisfiable"));
    }

    public string ContentRange(long size) => $"bytes {Offset}-{Offset + Length - 1}/{size}";

    private static bool TryNumber(string text, out long? number)
    {
        number = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
        return text.Length == 0 || number is not null;
    }
}
