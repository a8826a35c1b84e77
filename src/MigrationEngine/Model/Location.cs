namespace Daybreak.MigrationEngine.Model;

/// <summary>One entry of <c>locations</c>; a file system path may hold the wildcards <c>**</c>, <c>*</c> and <c>?</c>.</summary>
/// <param name="Path">As written, without the prefix.</param>
/// <param name="IsClasspath">A class path location: nothing outside Java can be found there, so it counts as missing.</param>
public sealed record Location(string Path, bool IsClasspath = false)
{
    private const string FilesystemPrefix = "filesystem:";
    private const string ClasspathPrefix = "classpath:";

    /// <summary>Reads an entry; without a prefix it is a class path location, as in Flyway, and the case of the prefix does not matter.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Error"/>: a prefix other than <c>filesystem:</c> or <c>classpath:</c>.</exception>
    public static Location Parse(string text)
    {
        var entry = text.Trim();
        if (entry.StartsWith(FilesystemPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return new Location(entry[FilesystemPrefix.Length..]);
        }

        if (entry.StartsWith(ClasspathPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return new Location(entry[ClasspathPrefix.Length..], true);
        }

        return entry.Contains(':', StringComparison.Ordinal)
            ? throw new MigrationException(
                ErrorCode.Error,
                $"Unknown prefix for location: '{entry}'. Daybreak reads migrations from files: write filesystem:<path>.")
            : new Location(entry, true);
    }

    /// <inheritdoc/>
    public override string ToString() => (IsClasspath ? ClasspathPrefix : FilesystemPrefix) + Path;
}
