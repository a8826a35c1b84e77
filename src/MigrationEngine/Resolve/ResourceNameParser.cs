using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Resolve;

/// <summary>Reads file names by Flyway's rules (flyway-semantics §4). Pure.</summary>
public sealed class ResourceNameParser
{
    private readonly string _separator;
    private readonly IReadOnlyList<string> _suffixes;
    private readonly (string Text, ResourceKind Kind)[] _prefixes;

    /// <summary>Takes prefixes, separator and suffixes from the settings.</summary>
    public ResourceNameParser(EngineConfiguration configuration)
    {
        _separator = configuration.SqlMigrationSeparator;
        _suffixes = configuration.SqlMigrationSuffixes;
        _prefixes =
        [
            .. CallbackEvent.Names.Select(name => (name, ResourceKind.Callback))
                .Append((configuration.SqlMigrationPrefix, ResourceKind.Versioned))
                .Append((configuration.BaselineMigrationPrefix, ResourceKind.Baseline))
                .Append((configuration.RepeatableSqlMigrationPrefix, ResourceKind.Repeatable))
                // Flyway's open-source edition has no undo migrations: their prefix takes no name from the other kinds.
                .Append((configuration.UndoSqlMigrationPrefix, ResourceKind.Undo))
                .OrderByDescending(prefix => prefix.Item1.Length),
        ];
    }

    /// <summary>The configured suffix the name ends with, compared without case; null when it has none of them.</summary>
    public string? SuffixOf(string fileName) =>
        _suffixes.FirstOrDefault(suffix => fileName.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads the name of a file that has one of the configured suffixes.</summary>
    public ResourceName Parse(string fileName) => Parse(fileName, SuffixOf(fileName) ?? string.Empty);

    /// <summary>Reads the name of a file that ends in a suffix.</summary>
    public ResourceName Parse(string fileName, string suffix)
    {
        var name = fileName[..^suffix.Length];
        foreach (var (prefix, kind) in _prefixes)
        {
            // Longest first and case-sensitive; only the first prefix that fits is looked at.
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return Parse(fileName, suffix, prefix, kind, name[prefix.Length..]);
            }
        }

        return Invalid(ResourceKind.Unrecognised, $"Unrecognised migration name format: {fileName}");
    }

    private ResourceName Parse(string fileName, string suffix, string prefix, ResourceKind kind, string rest)
    {
        var at = rest.IndexOf(_separator, StringComparison.Ordinal);
        var left = at < 0 ? rest : rest[..at];
        var right = at < 0 ? string.Empty : rest[(at + _separator.Length)..];
        var description = right.Replace('_', ' ');

        if (kind is ResourceKind.Repeatable or ResourceKind.Callback)
        {
            // A name of nothing but prefix and suffix, R.sql, is no migration; a callback needs no more.
            return left.Length == 0 && (at >= 0 || kind == ResourceKind.Callback)
                ? new ResourceName(kind, null, description, kind == ResourceKind.Callback ? prefix : null, null)
                : Invalid(
                    kind,
                    $"Invalid repeatable migration / callback name format: {fileName} "
                    + $"(It cannot contain a version and should look like this: {prefix}{_separator}{right}{suffix})");
        }

        if (left.Length == 0)
        {
            return Invalid(
                kind,
                $"Invalid versioned migration name format: {fileName} "
                + $"(It must contain a version and should look like this: {prefix}1.2{_separator}{right}{suffix})");
        }

        return MigrationVersion.TryParse(left, out var version)
            ? new ResourceName(kind, version, description, null, null)
            : Invalid(kind, $"Invalid versioned migration name format: {fileName} (could not recognise version number {left})");
    }

    private static ResourceName Invalid(ResourceKind kind, string problem) => new(kind, null, string.Empty, null, problem);
}
