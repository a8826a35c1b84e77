using System.Globalization;
using System.Numerics;
using System.Text;

namespace Daybreak.MigrationEngine.Model;

/// <summary>
/// A migration version as Flyway understands it: numeric parts separated by dots (underscores in file names), compared number by number,
/// missing parts counting as zero. Two versions are equal when their parts are: <c>1</c> = <c>1.0</c> = <c>01</c>.
/// </summary>
public sealed class MigrationVersion : IComparable<MigrationVersion>, IEquatable<MigrationVersion>
{
    // Versions are compared some ten times for each file: as long as every part fits, in 64 bits, else all parts in any number of them.
    private readonly long[]? _parts;
    private readonly BigInteger[]? _longParts;

    private MigrationVersion(string rawText, string displayText, long[]? parts, BigInteger[]? longParts)
    {
        RawText = rawText;
        DisplayText = displayText;
        _parts = parts;
        _longParts = longParts;
    }

    /// <summary>The text as it stood in the file name or in the history table.</summary>
    public string RawText { get; }

    /// <summary>The text with every underscore turned into a dot; leading and trailing zeros are kept. This is what the history table holds.</summary>
    public string DisplayText { get; }

    /// <summary>Parses a version; each part is an integer of any size, with an optional sign as Flyway accepts it.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Error"/>: the text is not a version.</exception>
    public static MigrationVersion Parse(string text) =>
        TryParse(text, out var version)
            ? version
            : throw new MigrationException(
                ErrorCode.Error,
                $"Invalid version containing non-numeric characters. Only 0..9 and . are allowed. Invalid version: {text}");

    /// <summary>Parses a version; false when the text is none.</summary>
    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out MigrationVersion? version)
    {
        version = null;
        var display = text.Replace('_', '.');
        var digits = AsciiDigits(display);
        if (TryParse<long>(display, digits, out var parts))
        {
            version = new MigrationVersion(text, display, parts, null);
        }
        else if (TryParse<BigInteger>(display, digits, out var longParts))
        {
            version = new MigrationVersion(text, display, null, longParts);
        }

        return version is not null;
    }

    private static bool TryParse<T>(string display, string digits, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T[]? parsed)
        where T : struct, INumber<T>
    {
        parsed = null;
        var parts = new T[display.AsSpan().Count('.') + 1];
        var (count, start) = (0, 0);
        for (var i = 0; i <= display.Length; i++)
        {
            // A dot separates parts only when a digit follows it, so that "10." is refused instead of read as "10".
            var atSeparator = i < display.Length && display[i] == '.' && i + 1 < display.Length && char.IsAsciiDigit(display[i + 1]);
            if (i < display.Length && !atSeparator)
            {
                continue;
            }

            if (!T.TryParse(digits.AsSpan(start, i - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out parts[count++]))
            {
                return false;
            }

            start = i + 1;
        }

        while (count > 1 && T.IsZero(parts[count - 1]))
        {
            count--;
        }

        parsed = count == parts.Length ? parts : parts[..count];
        return true;
    }

    /// <summary>Java's BigInteger, Flyway's number, reads the decimal digits of every script.</summary>
    private static string AsciiDigits(string text) => Ascii.IsValid(text) ? text : string.Create(text.Length, text, static (result, from) =>
    {
        for (var i = 0; i < from.Length; i++)
        {
            var digit = char.IsAscii(from[i]) ? -1 : CharUnicodeInfo.GetDecimalDigitValue(from[i]);
            result[i] = digit < 0 ? from[i] : (char)('0' + digit);
        }
    });

    /// <inheritdoc/>
    public int CompareTo(MigrationVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        return _parts is not null && other._parts is not null ? Compare<long>(_parts, other._parts) : Compare<BigInteger>(LongParts, other.LongParts);
    }

    private BigInteger[] LongParts => _longParts ?? Array.ConvertAll(_parts!, part => (BigInteger)part);

    private static int Compare<T>(T[] left, T[] right)
        where T : struct, INumber<T>
    {
        for (var i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            var order = (i < left.Length ? left[i] : T.Zero).CompareTo(i < right.Length ? right[i] : T.Zero);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    /// <inheritdoc/>
    public bool Equals(MigrationVersion? other) => other is not null && CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MigrationVersion other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        // Equal versions have equal parts, and so the same kind of them.
        var hash = default(HashCode);
        foreach (var part in _parts ?? [])
        {
            hash.Add(part);
        }

        foreach (var part in _longParts ?? [])
        {
            hash.Add(part);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => DisplayText;

    /// <summary>Numeric equality.</summary>
    public static bool operator ==(MigrationVersion? left, MigrationVersion? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Numeric inequality.</summary>
    public static bool operator !=(MigrationVersion? left, MigrationVersion? right) => !(left == right);

    /// <summary>Numeric order; null is smaller than every version.</summary>
    public static bool operator <(MigrationVersion? left, MigrationVersion? right) => left is null ? right is not null : left.CompareTo(right) < 0;

    /// <summary>Numeric order; null is smaller than every version.</summary>
    public static bool operator <=(MigrationVersion? left, MigrationVersion? right) => left is null || left.CompareTo(right) <= 0;

    /// <summary>Numeric order; null is smaller than every version.</summary>
    public static bool operator >(MigrationVersion? left, MigrationVersion? right) => right < left;

    /// <summary>Numeric order; null is smaller than every version.</summary>
    public static bool operator >=(MigrationVersion? left, MigrationVersion? right) => right <= left;
}
