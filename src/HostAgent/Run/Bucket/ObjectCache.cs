using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Daybreak.HostAgent.Run.Bucket;

/// <summary>
/// Contents of object versions that were downloaded and verified before, in files named by version and SHA-256.
/// Files appear in one step and are verified whenever they are used, so that concurrent runs may share the directory.
/// </summary>
internal sealed class ObjectCache(string directory)
{
    private static readonly TimeSpan LongestCopy = TimeSpan.FromDays(1);

    // Looked up once: a bucket may hold thousands of objects. What another run adds meanwhile is downloaded once more.
    private readonly Lazy<ConcurrentDictionary<string, string>> _files = new(() => FilesOf(directory));

    /// <summary>Copies a cached content to a file; null when there is none that is whole.</summary>
    public async Task<SnapshotObject?> TryCopyAsync(ObjectVersion version, string target, CancellationToken cancellationToken)
    {
        if (!_files.Value.TryGetValue(NamePrefix(version), out var file))
        {
            return null;
        }

        try
        {
            File.Copy(file, target, overwrite: true);
        }
        catch (FileNotFoundException)
        {
            // Another run, to which the object is gone, has just removed it.
            return null;
        }

        var sha256 = await HashAsync(target, cancellationToken);
        if (file.EndsWith(sha256, StringComparison.Ordinal) && new FileInfo(target).Length == version.Size)
        {
            return new SnapshotObject(version.Key, version.VersionId, version.Size, sha256);
        }

        File.Delete(file);
        return null;
    }

    /// <summary>Keeps a copy of a verified content.</summary>
    public void Add(ObjectVersion version, string sha256, string source)
    {
        RunFolder.CreateDirectory(directory);
        var passing = Path.Combine(directory, $"new-{Guid.NewGuid():N}");
        File.Copy(source, passing);
        var file = Path.Combine(directory, NamePrefix(version) + sha256);
        File.Move(passing, file, overwrite: true);
        _files.Value[NamePrefix(version)] = file;
    }

    /// <summary>Removes what is not among the given versions, and what a killed run was copying.</summary>
    /// <param name="versions">What stays.</param>
    /// <param name="now">UTC.</param>
    public void Prune(IEnumerable<ObjectVersion> versions, DateTimeOffset now)
    {
        var kept = versions.Select(NamePrefix).ToHashSet(StringComparer.Ordinal);
        foreach (var (_, file) in _files.Value.Where(known => !kept.Contains(known.Key)))
        {
            File.Delete(file);
        }

        // A file that is still being copied belongs to a run that lives, for as long as any run may.
        foreach (var copy in NamesIn(directory, "new-*").Where(copy => File.GetLastWriteTimeUtc(copy) < now.UtcDateTime - LongestCopy))
        {
            File.Delete(copy);
        }
    }

    private static ConcurrentDictionary<string, string> FilesOf(string directory)
    {
        var files = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in NamesIn(directory, "*-*"))
        {
            var name = Path.GetFileName(file);
            if (!name.StartsWith("new-", StringComparison.Ordinal))
            {
                files[name[..(name.IndexOf('-', StringComparison.Ordinal) + 1)]] = file;
            }
        }

        return files;
    }

    private static IEnumerable<string> NamesIn(string directory, string pattern) =>
        Directory.Exists(directory) ? Directory.EnumerateFiles(directory, pattern) : [];

    // Without versioning, a replaced object keeps its key and version id; its entity tag and time differ.
    private static string NamePrefix(ObjectVersion version)
    {
        var identity = string.Create(
            CultureInfo.InvariantCulture,
            $"{version.Key}\0{version.VersionId}\0{version.ETag}\0{version.LastModified.UtcTicks}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity))) + "-";
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}
