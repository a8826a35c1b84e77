namespace Daybreak.MigrationEngine.Resolve;

/// <summary>Which files are scripts of an operating system's shell, by Flyway's rule (flyway-semantics §4). Pure.</summary>
internal static class ScriptFileNames
{
    private static readonly string[] Extensions = [".sh", ".bash", ".py", ".ps1", ".bat", ".cmd"];

    /// <summary>The extension; empty for a name without any, which is a script everywhere but on Windows; null for any other file.</summary>
    public static string? ExtensionOf(string fileName)
    {
        var extension = Path.GetExtension(fileName);
        if (extension.Length == 0)
        {
            return OperatingSystem.IsWindows() || fileName.Contains('.', StringComparison.Ordinal) ? null : string.Empty;
        }

        return Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase) ? extension : null;
    }
}
