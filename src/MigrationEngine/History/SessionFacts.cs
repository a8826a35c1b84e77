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
    /// Asks. A new process of the server has looked up nothing yet, and each function, type and operator of a query is several pages of its catalogs:
    /// of these there are as few as will do. No query on the catalogs, which would have to be planned; no array; of a session's names the keywords.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="schemas">Schemas whose existence is of interest, beside the current one; the history is in the first.</param>
    /// <param name="table">The name of the history table.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<SessionFacts> ReadAsync(
        Session session, IReadOnlyList<string> schemas, string table, CancellationToken cancellationToken)
    {
        const int Others = 7;
        var facts = await session.QueryRowAsync(
            $"""
            SELECT current_catalog, current_user, current_schema, pg_catalog.current_setting('search_path'), pg_catalog.current_setting('TimeZone'),
            pg_catalog.current_setting('server_version_num'), {(schemas.Count > 0 ? IsThereIn("$2", "$1") : IsThere("current_schema", "$1"))}
            {string.Concat(Enumerable.Range(2, schemas.Count).Select(Existing))}
            """,
            cancellationToken,
            [table, .. schemas]).ConfigureAwait(false);
        return new SessionFacts
        {
            Database = (string)facts[0]!,
            User = (string)facts[1]!,
            SearchPath = (string)facts[3]!,
            CurrentSchema = facts[2] as string ?? FirstOf((string)facts[3]!),
            TimeZone = (string)facts[4]!,
            ServerVersion = int.Parse((string)facts[5]!, CultureInfo.InvariantCulture),
            HasHistory = facts[6] is true,
            ExistingSchemas = facts.Skip(Others).Prepend(facts[2]).OfType<string>().ToHashSet(StringComparer.Ordinal),
        };
    }

    private static string FirstOf(string searchPath) => searchPath.Split(',')[0].Trim('"');

    // Compared because to_regnamespace cuts a name that is too long for the server.
    private static string Existing(int parameter) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        , CASE WHEN pg_catalog.to_regnamespace(pg_catalog.quote_ident(${parameter}))::text OPERATOR(pg_catalog.=) pg_catalog.quote_ident(${parameter})
        THEN ${parameter} END
        """);

    // What has no file is a view or a partitioned table.
    private static string IsThere(string schema, string table) =>
        $"""
        CASE WHEN {schema} IS NULL THEN false
        ELSE pg_catalog.pg_relation_filenode(pg_catalog.to_regclass(pg_catalog.format('%I.%I', {schema}, {table}))) IS NOT NULL END
        """;

    // to_regclass fails in a schema that the user may not use; the current one never is.
    private static string IsThereIn(string schema, string table) =>
        $"""
        CASE WHEN pg_catalog.has_schema_privilege(pg_catalog.to_regnamespace(pg_catalog.quote_ident({schema}))::pg_catalog.oid, 'USAGE')
        THEN {IsThere(schema, table)} ELSE false END
        """;
}
