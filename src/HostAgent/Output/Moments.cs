using System.Globalization;

namespace Daybreak.HostAgent.Output;

/// <summary>Times in the forms that Flyway writes.</summary>
internal static class Moments
{
    /// <summary>Minutes, seconds and milliseconds: <c>02:15.123s</c>.</summary>
    public static string Duration(TimeSpan time) => string.Create(
        CultureInfo.InvariantCulture, $"{(long)time.TotalMinutes:00}:{time.Seconds:00}.{time.Milliseconds:000}s");

    /// <summary>An ISO instant, its fraction in groups of three digits and none when it is zero: <c>2026-11-21T03:04:05.120Z</c>.</summary>
    /// <param name="local">Wall-clock time of <paramref name="zone"/>, as the history table holds it.</param>
    /// <param name="zone">The client's zone.</param>
    public static string Utc(DateTime local, TimeZoneInfo zone)
    {
        var unspecified = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        // An hour that the clocks skip exists in no zone; the offset then is the one before.
        var utc = unspecified - zone.GetUtcOffset(unspecified);
        return utc.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + Fraction(utc.Ticks % TimeSpan.TicksPerSecond) + "Z";
    }

    /// <summary>A local date and time without zone: <c>2026-11-21T03:04:05.123456</c>.</summary>
    public static string Local(DateTimeOffset moment) =>
        moment.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + Fraction(moment.Ticks % TimeSpan.TicksPerSecond);

    private static string Fraction(long ticks) => ticks switch
    {
        0 => string.Empty,
        _ when ticks % 10_000 == 0 => string.Create(CultureInfo.InvariantCulture, $".{ticks / 10_000:000}"),
        _ when ticks % 10 == 0 => string.Create(CultureInfo.InvariantCulture, $".{ticks / 10:000000}"),
        _ => string.Create(CultureInfo.InvariantCulture, $".{ticks:0000000}00"),
    };
}
