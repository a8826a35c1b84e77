using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;

namespace Daybreak.Cdk.Publishing;

/// <summary>
/// One SHA-256 for all files of a folder, the same that the host computes after unpacking (Hosting/boot.sh):
/// the digest of the lines that <c>sha256sum</c> prints for the files, sorted by path.
/// </summary>
internal static class FolderDigest
{
    /// <summary>The digest, 64 lower-case hexadecimal digits.</summary>
    public static string Of(string folder, IReadOnlyCollection<string> exclusions)
    {
        var lines = new StringBuilder();
        foreach (var path in Files(folder, exclusions))
        {
            lines.Append(Hex(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, path))))).Append("  ./").Append(path).Append('\n');
        }

        return Hex(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())));
    }

    private static IEnumerable<string> Files(string folder, IReadOnlyCollection<string> exclusions) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => !exclusions.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(file))))
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    private static string Hex(byte[] digest) => Convert.ToHexStringLower(digest);
}
