using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Daybreak.Cdk.Settings;

/// <summary>A database, or a fleet of databases, of the context.</summary>
internal sealed record DatabaseEntry
{
    /// <summary>How the name of a database's own role ends.</summary>
    public const string RoleSuffix = "_migrator";

    private static readonly string[] HistoryMembers = ["schemas", "defaultSchema", "table"];

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The PostgreSQL database; default: the name in lower case.</summary>
    [field: AllowNull]
    public string DatabaseName
    {
        get => field ?? Default(Name);
        init;
    }

    /// <summary>
    /// Of a fleet, the names or patterns of the PostgreSQL databases that share its bucket, separated by commas; <see langword="null"/>: this is
    /// one database.
    /// </summary>
    public string? Databases { get; init; }

    /// <summary>Settings of the Flyway-style command line; <see langword="null"/> for none.</summary>
    public JsonObject? Flyway { get; init; }

    /// <summary>The <c>sqlMigrationSuffixes</c> of <see cref="Flyway"/>; <see langword="null"/>: Flyway's default.</summary>
    public IReadOnlyList<string>? MigrationSuffixes => Flyway?["sqlMigrationSuffixes"] switch
    {
        JsonArray list => [.. list.Select(FlywayMembers.Scalar).OfType<string>()],
        var value => FlywayMembers.Scalar(value)?.Split(',', StringSplitOptions.TrimEntries),
    };

    /// <summary>Where in its PostgreSQL database its schema history is, as far as <see cref="Flyway"/> says.</summary>
    public string History => string.Join('\n', HistoryMembers.Select(member => Flyway?[member]?.ToJsonString()));

    /// <summary>The role that the runs log in as, when they do so with tokens.</summary>
    public string Role => DatabaseName + RoleSuffix;

    [SuppressMessage("Globalization", "CA1308", Justification = "PostgreSQL folds names to lower case.")]
    private static string Default(string name) => name.ToLowerInvariant();
}
