using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Daybreak.Cdk.Settings;

/// <summary>A database, or a fleet of databases, of the context.</summary>
internal sealed record DatabaseEntry
{
    private const string RoleSuffix = "_migrator";

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
        JsonArray list => [.. list.Select(suffix => suffix!.GetValue<string>())],
        JsonValue text => text.GetValue<string>().Split(',', StringSplitOptions.TrimEntries),
        _ => null,
    };

    /// <summary>The role that the runs log in as, when they do so with tokens.</summary>
    public string Role => DatabaseName + RoleSuffix;

    [SuppressMessage("Globalization", "CA1308", Justification = "PostgreSQL folds names to lower case.")]
    private static string Default(string name) => name.ToLowerInvariant();
}
