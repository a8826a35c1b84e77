using System.IO.Enumeration;
using Daybreak.MigrationEngine.Model;
using Microsoft.Extensions.Logging;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>Finds the files of the locations (flyway-semantics §5).</summary>
internal sealed class LocationScanner(string workingDirectory, bool failOnMissing)
{
    private static readonly EnumerationOptions Everything = new() { IgnoreInaccessible = false, AttributesToSkip = 0 };

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

    private IEnumerable<ScriptFile> FilesOf(LocationPattern pattern)
    {
        // Hidden folders are skipped, hidden files are not, as in Flyway.
        var folders = new Stack<ScannedFolder>([ScannedFolder.Root(pattern.Root)]);
        while (folders.TryPop(out var folder))
        {
            var entries = EntriesOf(folder);
            var names = entries.Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var (name, isFolder, isLink) in entries)
            {
                if (!isFolder)
                {
                    if (pattern.ScriptOf(folder.Below + name) is { } script)
                    {
                        yield return new ScriptFile(Path.Join(folder.Path, name), script) { HasConfig = names.Contains(name + ".conf") };
                    }
                }
                else if (!name.StartsWith('.') && Into(folder, name, isLink) is { } next)
                {
                    folders.Push(next);
                }
            }
        }
    }

    /// <summary>The folder of that name; null where a link has led back to one it is in, and there is nothing new.</summary>
    private ScannedFolder? Into(ScannedFolder folder, string name, bool isLink)
    {
        var next = folder.Into(name, isLink);
        if (!next.LeadsBack())
        {
            return next;
        }

        Notices.Add(logger => Log.SkippedFolder(logger, next.Path, $"it is '{next.RealPath}', which it is in"));
        return null;
    }

    /// <summary>Names and kinds as the folder itself tells them: no file is asked for anything. A folder that is closed is empty, as in Flyway.</summary>
    private List<(string Name, bool IsFolder, bool IsLink)> EntriesOf(ScannedFolder folder)
    {
        try
        {
            return [.. new FileSystemEnumerable<(string, bool, bool)>(folder.Path, Entry, Everything)];
        }
        catch (UnauthorizedAccessException) when (folder.IsRoot)
        {
            Missing("filesystem:" + folder.Path, "permission is denied");
        }
        catch (UnauthorizedAccessException)
        {
            Notices.Add(logger => Log.SkippedFolder(logger, folder.Path, "permission is denied"));
        }
        catch (IOException e)
        {
            throw UnreadableFile.Because(folder.Path, e);
        }

        return [];

        static (string, bool, bool) Entry(ref FileSystemEntry entry) =>
            (entry.FileName.ToString(), entry.IsDirectory, entry.IsDirectory && entry.Attributes.HasFlag(FileAttributes.ReparsePoint));
    }

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
