using System.IO.Enumeration;
using Daybreak.MigrationEngine.Model;
using Microsoft.Extensions.Logging;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>Finds the files of the locations (flyway-semantics §5).</summary>
internal sealed class LocationScanner(string workingDirectory, bool failOnMissing)
{
    private static readonly EnumerationOptions Everything = new() { IgnoreInaccessible = true, AttributesToSkip = 0 };

    /// <summary>What there is to be logged about the locations, in order.</summary>
    public List<Action<ILogger>> Notices { get; } = [];

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
                Notices.Add(logger => Log.DiscardedLocation(logger, pattern.Text, parent.Text));
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
        var folders = new Stack<(string Path, string Below)>([(pattern.Root, string.Empty)]);
        while (folders.TryPop(out var folder))
        {
            var entries = Entries(folder.Path);
            var files = entries.Where(entry => !entry.IsFolder).Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var (name, isFolder) in entries)
            {
                if (isFolder)
                {
                    if (!name.StartsWith('.'))
                    {
                        folders.Push((Path.Join(folder.Path, name), $"{folder.Below}{name}/"));
                    }
                }
                else if (pattern.ScriptOf(folder.Below + name) is { } script)
                {
                    yield return new ScriptFile(Path.Join(folder.Path, name), script) { HasConfig = files.Contains(name + ".conf") };
                }
            }
        }
    }

    /// <summary>Names and kinds as the folder itself tells them: no file is asked for anything.</summary>
    private static List<(string Name, bool IsFolder)> Entries(string folder) =>
        [.. new FileSystemEnumerable<(string, bool)>(
            folder, (ref FileSystemEntry entry) => (entry.FileName.ToString(), entry.IsDirectory), Everything)];

    private void Missing(string location, string why)
    {
        if (failOnMissing)
        {
            throw new MigrationException(
                ErrorCode.Error,
                $"Unable to resolve location {location}: {why}. Correct the locations setting, or set failOnMissingLocations=false.");
        }

        Notices.Add(logger => Log.MissingLocation(logger, location, why));
    }
}
