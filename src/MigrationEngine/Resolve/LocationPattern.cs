using System.Text;
using System.Text.RegularExpressions;
using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>An absolute location: its root folder and, where it has wildcards, what below the root belongs to it. Pure.</summary>
public sealed class LocationPattern
{
    private readonly Regex? _pattern;
    private readonly bool _matchesFolders;

    private LocationPattern(string root, string text, Regex? pattern, bool matchesFolders)
    {
        Root = root;
        Text = text;
        _pattern = pattern;
        _matchesFolders = matchesFolders;
    }

    /// <summary>The part before the first segment with a wildcard: the folder to read.</summary>
    public string Root { get; }

    /// <summary>The absolute location as shown in messages.</summary>
    public string Text { get; }

    /// <summary>Whether the location has wildcards.</summary>
    public bool HasWildcards => _pattern is not null;

    /// <summary>Makes a location absolute and reads its wildcards.</summary>
    public static LocationPattern Create(Location location, string workingDirectory)
    {
        var segments = location.Path.Replace('\\', '/').Split('/');
        var first = Array.FindIndex(segments, segment => segment.AsSpan().IndexOfAny('*', '?') >= 0);
        var plain = first < 0 ? location.Path : string.Join('/', segments[..first]);
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(plain.Length == 0 && location.Path.StartsWith('/') ? "/" : plain, workingDirectory));
        if (first < 0)
        {
            return new LocationPattern(root, root, null, false);
        }

        var tail = segments[first..];
        // Flyway: a last segment with a dot names files, one without names folders.
        var folders = !tail[^1].Contains('.', StringComparison.Ordinal);
        return new LocationPattern(root, root + "/" + string.Join('/', tail), Compile(tail, folders), folders);
    }

    /// <summary>The script name of a file below the root; null when the wildcards leave it out.</summary>
    /// <param name="relativePath">Relative to <see cref="Root"/>, separated by slashes.</param>
    public string? ScriptOf(string relativePath)
    {
        if (_pattern is null)
        {
            return relativePath;
        }

        var match = _pattern.Match(relativePath);
        return !match.Success ? null : _matchesFolders ? relativePath[match.Length..] : relativePath;
    }

    /// <summary>Whether all that this location holds is held by another one, which has no wildcards.</summary>
    public bool IsBelow(LocationPattern other) =>
        !other.HasWildcards && (Text == other.Text || Text.StartsWith(other.Text + "/", StringComparison.Ordinal));

    private static Regex Compile(string[] segments, bool folders)
    {
        var pattern = new StringBuilder("^");
        for (var i = 0; i < segments.Length; i++)
        {
            var last = i == segments.Length - 1;
            if (segments[i] == "**")
            {
                pattern.Append("(?:[^/]+/)*");
                continue;
            }

            pattern.Append(Regex.Escape(segments[i]).Replace("\\*\\*", "*", StringComparison.Ordinal)
                .Replace("\\*", "[^/]+", StringComparison.Ordinal).Replace("\\?", "[^/]", StringComparison.Ordinal));
            pattern.Append(last && !folders ? "$" : "/");
        }

        return new Regex(pattern.ToString(), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }
}
