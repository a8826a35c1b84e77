using Daybreak.MigrationEngine.Model;
using Microsoft.Extensions.Logging;

namespace Daybreak.HostAgent.Configuration;

/// <summary>Reads lists of locations.</summary>
internal static class Locations
{
    private static readonly string[] Buckets = ["s3:", "gcs:"];

    /// <summary>
    /// Reads the entries. A class path cannot exist here, so such an entry (Flyway's default when there is no prefix) is a missing location:
    /// an error line in the log, and an error when <paramref name="failOnMissing"/>.
    /// </summary>
    /// <exception cref="MigrationException">A prefix that nothing is behind, or a missing location with <paramref name="failOnMissing"/>.</exception>
    public static IReadOnlyList<Location> Read(SettingValue value, bool failOnMissing, ICollection<ConfigurationNotice> notices)
    {
        var locations = new List<Location>();
        foreach (var text in value.List)
        {
            if (!IsClassPath(text))
            {
                locations.Add(Parse(text));
                continue;
            }

            var line = $"Unable to resolve location '{text}': there is no class path here. Write filesystem:<path>.";
            if (failOnMissing)
            {
                throw new MigrationException(ErrorCode.Error, line);
            }

            notices.Add(new ConfigurationNotice(LogLevel.Error, line));
        }

        return locations;
    }

    private static bool IsClassPath(string text) =>
        text.StartsWith("classpath:", StringComparison.OrdinalIgnoreCase) || !text.Contains(':', StringComparison.Ordinal);

    private static Location Parse(string text) =>
        Array.Exists(Buckets, prefix => text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            ? throw new MigrationException(
                ErrorCode.Error,
                $"Unsupported location '{text}': this command reads files only. Write filesystem:<path>, or use 'daybreak run' for a bucket.")
            : Location.Parse(text);
}
