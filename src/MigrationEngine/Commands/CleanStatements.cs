namespace Daybreak.MigrationEngine.Commands;

/// <summary>
/// Queries that write the DROP statements for the objects of a schema ($1), in an order in which CASCADE has the least to do. What belongs to an
/// extension stays until the extension goes.
/// </summary>
internal static class CleanStatements
{
    /// <summary>Not an extension's, and no inner part of another object (an identity's sequence, a range's constructor).</summary>
    private const string Owned =
        """
        NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = x.tableoid AND d.objid = x.oid
            AND (d.deptype = 'e' OR (d.deptype = 'i' AND d.refobjid <> x.oid)))
        """;

    /// <summary>One query a step.</summary>
    public static readonly IReadOnlyList<string> Steps =
    [
        Relations("MATERIALIZED VIEW", "x.relkind = 'm'"),
        Relations("VIEW", "x.relkind = 'v'"),
        Relations("FOREIGN TABLE", "x.relkind = 'f'"),
        Relations("TABLE", "x.relkind IN ('r', 'p') AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhrelid = x.oid)"),
        $"""
        SELECT format('DROP %s IF EXISTS %I.%I(%s) CASCADE', CASE x.prokind WHEN 'p' THEN 'PROCEDURE' WHEN 'a' THEN 'AGGREGATE' ELSE 'FUNCTION' END,
            n.nspname, x.proname, pg_catalog.pg_get_function_identity_arguments(x.oid))
        FROM pg_catalog.pg_proc x JOIN pg_catalog.pg_namespace n ON n.oid = x.pronamespace WHERE n.nspname = $1 AND {Owned}
        """,
        $"""
        SELECT format('DROP %s IF EXISTS %I.%I CASCADE', CASE x.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, n.nspname, x.typname)
        FROM pg_catalog.pg_type x JOIN pg_catalog.pg_namespace n ON n.oid = x.typnamespace LEFT JOIN pg_catalog.pg_class c ON c.oid = x.typrelid
        WHERE n.nspname = $1 AND x.typcategory <> 'A' AND (x.typtype IN ('b', 'd', 'e', 'r') OR c.relkind = 'c') AND {Owned}
        """,
        Relations("SEQUENCE", "x.relkind = 'S'"),
        $"""
        SELECT format('DROP COLLATION IF EXISTS %I.%I CASCADE', n.nspname, x.collname)
        FROM pg_catalog.pg_collation x JOIN pg_catalog.pg_namespace n ON n.oid = x.collnamespace WHERE n.nspname = $1 AND {Owned}
        """,
        $"""
        SELECT format('DROP TEXT SEARCH CONFIGURATION IF EXISTS %I.%I CASCADE', n.nspname, x.cfgname)
        FROM pg_catalog.pg_ts_config x JOIN pg_catalog.pg_namespace n ON n.oid = x.cfgnamespace WHERE n.nspname = $1 AND {Owned}
        """,
        $"""
        SELECT format('DROP TEXT SEARCH DICTIONARY IF EXISTS %I.%I CASCADE', n.nspname, x.dictname)
        FROM pg_catalog.pg_ts_dict x JOIN pg_catalog.pg_namespace n ON n.oid = x.dictnamespace WHERE n.nspname = $1 AND {Owned}
        """,
        """
        SELECT format('DROP EXTENSION IF EXISTS %I CASCADE', x.extname)
        FROM pg_catalog.pg_extension x JOIN pg_catalog.pg_namespace n ON n.oid = x.extnamespace
        WHERE n.nspname = $1 AND pg_catalog.pg_get_userbyid(x.extowner) = current_user
        """,
    ];

    private static string Relations(string kind, string condition) =>
        $"""
        SELECT format('DROP {kind} IF EXISTS %I.%I CASCADE', n.nspname, x.relname)
        FROM pg_catalog.pg_class x JOIN pg_catalog.pg_namespace n ON n.oid = x.relnamespace WHERE n.nspname = $1 AND {condition} AND {Owned}
        """;
}
