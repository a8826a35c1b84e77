namespace Daybreak.HostAgent.Run.Bucket;

/// <summary>
/// Which objects are a run's business, and which files a release's: the one place that decides it. Prefixes play no part, because the
/// engine passes over files that it cannot name, and callbacks have names of their own.
/// </summary>
/// <param name="suffixes"><c>sqlMigrationSuffixes</c>; the engine compares them without case.</param>
internal sealed class MigrationNames(IReadOnlyList<string> suffixes)
{
    private const string ScriptConfiguration = ".conf";

    /// <summary>Of a database that does not set <c>sqlMigrationSuffixes</c>.</summary>
    public static MigrationNames Default { get; } = new([".sql"]);

    /// <summary>The suffixes, for messages: <c>*.sql</c>.</summary>
    public string Patterns { get; } = string.Join(", ", suffixes.Select(s => $"*{s}"));

    /// <summary>Whether an object is a migration, a callback, the configuration of one of them, or the manifest.</summary>
    public bool IsMigration(string key) =>
        key == MirrorPath.ManifestKey
        || HasSuffix(key)
        || (key.EndsWith(ScriptConfiguration, StringComparison.Ordinal) && HasSuffix(key[..^ScriptConfiguration.Length]));

    private bool HasSuffix(string key) => suffixes.Any(suffix => key.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));
}
