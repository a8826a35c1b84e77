namespace Daybreak.MigrationEngine.Sql;

/// <summary>How placeholders are written (Flyway: placeholderPrefix, placeholderSuffix, placeholderSeparator).</summary>
public sealed record PlaceholderOptions
{
    /// <summary>Opens a placeholder; not empty. Default <c>${</c>.</summary>
    public string Prefix { get; init; } = "${";

    /// <summary>Closes a placeholder; not empty. Default <c>}</c>.</summary>
    public string Suffix { get; init; } = "}";

    /// <summary>Between <c>flyway</c> and the name of a built-in placeholder. Default <c>:</c>.</summary>
    public string Separator { get; init; } = ":";
}
