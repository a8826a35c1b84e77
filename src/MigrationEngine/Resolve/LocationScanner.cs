using Daybreak.MigrationEngine.Model;
using Microsoft.Extensions.Logging;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>Finds the files of the locations (flyway-semantics §5).</summary>
internal sealed class LocationScanner(string workingDirectory, bool failOnMissing, ILogger logger)
{
    /// <summary>All files below the locations, ordered by script within each location.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Error"/>: a location is missing and must not be.</exception>
    public IReadOnlyList<ScriptFile> Scan(IReadOnlyList<Location> locations)
    {
        foreach (var location in locations.Where(location => location.IsClasspath))
        {
            Missing(location.ToString(), "Daybreak has no class path; write filesystem:<path>");
        }

        var files = new List<ScriptFile>();
        foreach (var pattern in WithoutSubLocations(locations))
        {
            if (Directory.Exists(pattern.Root))
            {
                files.AddRange(FilesOf(pattern).OrderBy(file => file.Script, StringComparer.Ordinal));
            }
            else
            {
                Missing("filesystem:" + pattern.Text, File.Exists(pattern.Root) ? "it is not a directory" : "there is no such directory");
            }
        }

        return files;
    }

    private List<LocationPattern> WithoutSubLocations(IReadOnlyList<Location> locations)
    {
        var kept = new List<LocationPattern>();
        var patterns = locations.Where(location => !location.IsClasspath)
            .Select(location => LocationPattern.Create(location, workingDirectory))
            .OrderBy(pattern => pattern.Text, StringComparer.Ordinal);
        foreach (var pattern in patterns)
        {
            if (kept.Find(pattern.IsBelow) is { } parent)
            {
                Log.DiscardedLocation(logger, pattern.Text, parent.Text);
            }
            else
            {
                kept.Add(pattern);
            }
        }

        return kept;
    }

    private static IEnumerable<ScriptFile> FilesOf(LocationPattern pattern)
    {
        // Hidden folders are skipped, hidden files are not; unreadable folders are skipped, as Flyway does.
        var folders = new Stack<string>([pattern.Root]);
        while (folders.TryPop(out var folder))
        {
            foreach (var entry in Entries(folder))
            {
                if (entry is DirectoryInfo sub)
                {
                    if (!sub.Name.StartsWith('.'))
                    {
                        folders.Push(sub.FullName);
                    }
                }
                else if (pattern.ScriptOf(Path.GetRelativePath(pattern.Root, entry.FullName).Replace('\\', '/')) is { } script)
                {
                    yield return new ScriptFile(entry.FullName, script);
                }
            }
        }
    }

    private static FileSystemInfo[] Entries(string folder) =>
        [.. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = 0 })];

    private void Missing(string location, string why)
    {
        if (failOnMissing)
        {
            throw new MigrationException(
                ErrorCode.Error,
                $"Unable to resolve location {location}: {why}. Correct the locations setting, or set failOnMissingLocations=false.");
        }

        Log.MissingLocation(logger, location, why);
    }
}
