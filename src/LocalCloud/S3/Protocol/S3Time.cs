using System.Globalization;

namespace Daybreak.LocalCloud.S3.Protocol;

/// <summary>Instants as S3 keeps and writes them.</summary>
internal static class S3Time
{
    /// <summary>S3 keeps whole seconds.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    /// <summary>The form in documents: <c>2026-01-31T12:00:00.000Z</c>.</summary>
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The form in headers: <c>Sat, 31 Jan 2026 12:00:00 GMT</c>.</summary>
    public static string Header(DateTimeOffset time) => time.ToString("R", CultureInfo.InvariantCulture);
}
