using System.Text;

namespace Daybreak.HostAgent.Run.Bucket;

/// <summary>
/// Maps object keys to paths below the mirror. Whoever may upload chooses the key, so that a key which is not plainly a path
/// below the mirror is refused, never mended.
/// </summary>
internal static class MirrorPath
{
    /// <summary>The release manifest's key.</summary>
    public const string ManifestKey = "daybreak-manifest.json";

    // NAME_MAX of Linux's file systems.
    private const int LongestSegment = 255;

    /// <summary>Says why a key cannot be a path below the mirror; null when it can, and then the key is that path.</summary>
    public static string? Refusal(string key)
    {
        if (key.StartsWith('/'))
        {
            return "it is an absolute path";
        }

        if (key.Contains('\\', StringComparison.Ordinal))
        {
            return "it has a backslash";
        }

        if (key.Any(char.IsControl))
        {
            return "it has a control character";
        }

        return key.Split('/').Select(SegmentRefusal).FirstOrDefault(r => r is not null);
    }

    private static string? SegmentRefusal(string segment) => segment switch
    {
        "" => "it has an empty segment",
        "." or ".." => $"it has the segment '{segment}'",
        _ when Encoding.UTF8.GetByteCount(segment) > LongestSegment => $"a segment is longer than {LongestSegment} bytes",
        _ => null,
    };
}
