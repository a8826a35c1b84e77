namespace Daybreak.MigrationEngine.Model;

/// <summary>One entry of <c>locations</c> on the file system; the path may hold the wildcards <c>**</c>, <c>*</c> and <c>?</c>.</summary>
/// <param name="Path">As written, without the prefix.</param>
public sealed record Location(string Path)
{
    private const string FilesystemPrefix = "filesystem:";

    /// <summary>Reads an entry; without a prefix Flyway takes it for a class path, which cannot exist here.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Configuration"/>: a prefix that is not <c>filesystem:</c>.</exception>
    public static Location Parse(string text)
    {
        if (text.StartsWith(FilesystemPrefix, StringComparison.Ordinal))
        {
            return new Location(text[FilesystemPrefix.Length..]);
        }

        throw new MigrationException(
            ErrorCode.Configuration,
            $"Unsupported location '{text}': Daybreak reads files only. Write filesystem:<path>.");
    }

    /// <inheritdoc/>
    public override string ToString() => FilesystemPrefix + Path;
}
