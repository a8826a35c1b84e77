using System.Globalization;

namespace Daybreak.MigrationEngine.History;

/// <summary>What a session asks its server at the start, in one round trip.</summary>
internal sealed record SessionFacts
{
    /// <summary>Before anything was asked.</summary>
    public static readonly SessionFacts Unknown = new();

    /// <summary>current_database().</summary>
    public string Database { get; private init; } = string.Empty;

    /// <summary>current_user.</summary>
    public string User { get; private init; } = string.Empty;

    /// <summary>The text of search_path.</summary>
    public string SearchPath { get; private init; } = string.Empty;

    /// <summary>current_schema(), else the first entry of the search path.</summary>
    public string CurrentSchema { get; private init; } = string.Empty;

    /// <summary>TimeZone; the history's installed_on is in it.</summary>
    public string TimeZone { get; private init; } = string.Empty;

    /// <summary>server_version_num, for example 150018.</summary>
    public int ServerVersion { get; private init; }

    /// <summary>
    /// Whether something that may be the history table was there, in the first of the schemas asked for or else the current one. A guess, so that
    /// its rows can be asked for at once; no guess is made of a schema the user may not use.
    /// </summary>
    public bool HasHistory { get; private init; }

    /// <summary>Those of the schemas asked for that exist, and the current one.</summary>
    public IReadOnlySet<string> ExistingSchemas { get; private init; } = new HashSet<string>();

    /// <summary>
    /// Asks. Schemas and the table are looked up by functions, which the server answers from what it has looked up before, rather than by queries on
    /// its catalogs, which it would have to plan: that takes a third of the time.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="schemas">Schemas whose existence is of interest, beside the current one; the history is in the first.</param>
    /// <param name="table">The name of the history table.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<SessionFacts> ReadAsync(
        Session session, IReadOnlyList<string> schemas, string table, CancellationToken cancellationToken)
    {
        const int Others = 8;
        var history = schemas.Count > 0 ? "$2" : "pg_catalog.current_schema()::text";
        var facts = await session.QueryAsync(
            $"""
            SELECT pg_catalog.unnest(ARRAY[pg_catalog.current_database()::text, current_user::text, pg_catalog.current_setting('search_path'),
            pg_catalog.split_part(pg_catalog.current_setting('search_path'), ',', 1), pg_catalog.current_setting('TimeZone'),
            pg_catalog.current_setting('server_version_num'), {IsThere(history, "$1")}, coalesce(pg_catalog.current_schema()::text, '')
            {string.Concat(Enumerable.Range(2, schemas.Count).Select(Existing))}])
            """,
            cancellationToken,
            [table, .. schemas]).ConfigureAwait(false);
        return new SessionFacts
        {
            Database = facts[0],
            User = facts[1],
            SearchPath = facts[2],
            CurrentSchema = (facts[Others - 1] is { Length: > 0 } current ? current : facts[3]).Trim('"'),
            TimeZone = facts[4],
            ServerVersion = int.Parse(facts[5], CultureInfo.InvariantCulture),
            HasHistory = facts[6] == "true",
            ExistingSchemas = facts.Skip(Others - 1).Where(name => name.Length > 0).ToHashSet(StringComparer.Ordinal),
        };
    }

    // Compared because to_regnamespace cuts a name that is too long for the server.
    private static string Existing(int parameter) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        , CASE WHEN pg_catalog.to_regnamespace(pg_catalog.quote_ident(${parameter}))::text OPERATOR(pg_catalog.=) pg_catalog.quote_ident(${parameter})
        THEN ${parameter} ELSE '' END
        """);

    // What has no file is a view or a partitioned table. to_regclass fails in a schema that the user may not use.
    private static string IsThere(string schema, string table) =>
        $"""
        CASE WHEN pg_catalog.has_schema_privilege(pg_catalog.to_regnamespace(pg_catalog.quote_ident({schema}))::pg_catalog.oid, 'USAGE') THEN
        pg_catalog.pg_relation_filenode(pg_catalog.to_regclass(pg_catalog.concat(pg_catalog.quote_ident({schema}), '.', pg_catalog.quote_ident({table}))))
        IS NOT NULL ELSE false END::text
        """;
}
