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
    private readonly BigInteger[] _parts;

    private MigrationVersion(string rawText, string displayText, BigInteger[] parts)
    {
        RawText = rawText;
        DisplayText = displayText;
        _parts = parts;
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
        var parts = new List<BigInteger>(4);
        var start = 0;
        for (var i = 0; i <= display.Length; i++)
        {
            // A dot separates parts only when a digit follows it, so that "10." is refused instead of read as "10".
            var atSeparator = i < display.Length && display[i] == '.' && i + 1 < display.Length && char.IsAsciiDigit(display[i + 1]);
            if (i < display.Length && !atSeparator)
            {
                continue;
            }

            if (!BigInteger.TryParse(digits.AsSpan(start, i - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var part))
            {
                return false;
            }

            parts.Add(part);
            start = i + 1;
        }

        while (parts.Count > 1 && parts[^1].IsZero)
        {
            parts.RemoveAt(parts.Count - 1);
        }

        version = new MigrationVersion(text, display, [.. parts]);
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

        for (var i = 0; i < Math.Max(_parts.Length, other._parts.Length); i++)
        {
            var left = i < _parts.Length ? _parts[i] : BigInteger.Zero;
            var right = i < other._parts.Length ? other._parts[i] : BigInteger.Zero;
            var order = left.CompareTo(right);
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
        var hash = default(HashCode);
        foreach (var part in _parts)
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
