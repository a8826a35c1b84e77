using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>Says why a file or folder below a location cannot be read, and what to do. Flyway passes over most of them in silence.</summary>
internal static class UnreadableFile
{
    private const char NotDecodable = '\uFFFD';

    /// <summary>Whether opening a file or folder failed for what it is, and not for an error of the program.</summary>
    public static bool IsReason(Exception error) => error is IOException or UnauthorizedAccessException;

    /// <summary>The error of a file that could not be opened or read.</summary>
    public static MigrationException Because(string path, Exception error) => Because(path, Reason(path, error), error);

    /// <summary>The error of something that has content without being a file of any length: a device, a pipe.</summary>
    public static MigrationException IsNoFile(string path) =>
        Because(path, "it is a device or a pipe, and no file: remove it, or put a file in its place.");

    /// <summary>The error of a file that is longer than any of its kind.</summary>
    public static MigrationException IsTooLong(string path, int limit) =>
        Because(path, $"it is longer than the {limit / 1024} KB that its settings can need: remove what is none of them.");

    private static MigrationException Because(string path, string reason, Exception? error = null) =>
        new(ErrorCode.Error, $"Unable to read '{path}': {reason}", error);

    private static string Reason(string path, Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException when path.Contains(NotDecodable, StringComparison.Ordinal) =>
            "its name is not UTF-8: rename it.",
        FileNotFoundException or DirectoryNotFoundException => new FileInfo(path).LinkTarget is { } target
            ? $"it is a link to '{target}', which does not exist: correct or remove it."
            : "it does not exist any more: run the command again when its files are complete.",
        UnauthorizedAccessException when Directory.Exists(path) => "it is a folder: put a file in its place, or remove it.",
        UnauthorizedAccessException => "permission is denied: make it readable, or remove it.",
        _ => $"{error.Message.TrimEnd('.')}. Correct it, or remove it.",
    };
}
