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

    /// <summary>Copies a cached content to a file; null when there is none that is whole.</summary>
    public async Task<SnapshotObject?> TryCopyAsync(ObjectVersion version, string target, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(directory))
        {
            return null;
        }

        foreach (var file in Directory.EnumerateFiles(directory, NamePrefix(version) + "*"))
        {
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
        }

        return null;
    }

    /// <summary>Keeps a copy of a verified content.</summary>
    public void Add(ObjectVersion version, string sha256, string source)
    {
        RunFolder.CreateDirectory(directory);
        var passing = Path.Combine(directory, $"new-{Guid.NewGuid():N}");
        File.Copy(source, passing);
        File.Move(passing, Path.Combine(directory, NamePrefix(version) + sha256), overwrite: true);
    }

    /// <summary>Removes what is not among the given versions, and what a killed run was copying.</summary>
    /// <param name="versions">What stays.</param>
    /// <param name="now">UTC.</param>
    public void Prune(IEnumerable<ObjectVersion> versions, DateTimeOffset now)
    {
        if (!Directory.Exists(directory))
        {
            return;
        }

        var kept = versions.Select(NamePrefix).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(directory, "*-*"))
        {
            var name = Path.GetFileName(file);
            // A file that is still being copied belongs to a run that lives, for as long as any run may.
            var goes = name.StartsWith("new-", StringComparison.Ordinal)
                ? File.GetLastWriteTimeUtc(file) < now.UtcDateTime - LongestCopy
                : !kept.Contains(name[..(name.IndexOf('-', StringComparison.Ordinal) + 1)]);
            if (goes)
            {
                File.Delete(file);
            }
        }
    }

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
