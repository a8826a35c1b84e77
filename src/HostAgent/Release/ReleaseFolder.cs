using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Daybreak.HostAgent.Run;
using Daybreak.HostAgent.Run.Bucket;

namespace Daybreak.HostAgent.Release;

/// <summary>Finds the files of a release.</summary>
internal static class ReleaseFolder
{
    /// <summary>All migrations below a folder, in the order of their keys.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="names">Which of its files are migrations.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RunFailedException">There are none, the folder cannot be read, or a name cannot be a key.</exception>
    public static async Task<IReadOnlyList<ReleaseFile>> ReadAsync(
        string folder, MigrationNames names, CancellationToken cancellationToken)
    {
        try
        {
            var files = new List<ReleaseFile>();
            foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                var key = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
                if (names.IsMigration(key) && key != MirrorPath.ManifestKey)
                {
                    files.Add(await ReadAsync(path, key, cancellationToken));
                }
            }

            return files.Count > 0
                ? [.. files.OrderBy(f => f.Entry.Key, StringComparer.Ordinal)]
                : throw RunFailedException.Configuration(
                    $"The folder {Printable.Quote(folder)} holds no migration ({names.Patterns}). Name the folder that does.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw RunFailedException.Configuration(
                $"The folder {Printable.Quote(folder)} cannot be read: {e.Message.TrimEnd('.')}. Name a folder that can.", e);
        }
    }

    [SuppressMessage("Security", "CA5351", Justification = "S3's entity tag is an MD5; the manifest's SHA-256 is what is relied on.")]
    private static async Task<ReleaseFile> ReadAsync(string path, string key, CancellationToken cancellationToken)
    {
        if (MirrorPath.Refusal(key) is { } refusal)
        {
            throw RunFailedException.Configuration($"The file {Printable.Quote(key)} cannot be released: {refusal}. Rename it.");
        }

        var content = await File.ReadAllBytesAsync(path, cancellationToken);
        var entry = new ManifestFile(key, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
        return new ReleaseFile(path, entry, Convert.ToHexStringLower(MD5.HashData(content)));
    }
}
