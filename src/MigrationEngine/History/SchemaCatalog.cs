namespace Daybreak.MigrationEngine.History;

/// <summary>Questions about schemas, by exact name.</summary>
internal sealed class SchemaCatalog(Session session)
{
    /// <summary>Those of the schemas that exist.</summary>
    public async Task<IReadOnlySet<string>> ExistingAsync(IReadOnlyList<string> schemas, CancellationToken cancellationToken)
    {
        var names = await session.QueryAsync(
            $"SELECT nspname::text FROM pg_catalog.pg_namespace WHERE nspname IN ({Parameters(schemas.Count)})",
            cancellationToken,
            [.. schemas]).ConfigureAwait(false);
        return names.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>
    /// Those of the schemas that hold something: a table, view, sequence, TOAST table, type or routine that no extension owns. Materialized views,
    /// partitioned tables, foreign tables, composite types and arrays do not count (Flyway's rule, flyway-semantics §10).
    /// </summary>
    public async Task<IReadOnlySet<string>> NonEmptyAsync(IReadOnlyList<string> schemas, CancellationToken cancellationToken)
    {
        var names = await session.QueryAsync(
            $"""
            SELECT n.nspname::text FROM pg_catalog.pg_namespace n WHERE n.nspname IN ({Parameters(schemas.Count)}) AND (
            EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'v', 'S', 't')
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_catalog.pg_class'::regclass AND d.deptype = 'e'))
            OR EXISTS (SELECT FROM pg_catalog.pg_type t WHERE t.typnamespace = n.oid AND t.typtype <> 'c' AND t.typcategory <> 'A'
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.objid = t.oid AND d.classid = 'pg_catalog.pg_type'::regclass AND d.deptype = 'e'))
            OR EXISTS (SELECT FROM pg_catalog.pg_proc p WHERE p.pronamespace = n.oid
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.objid = p.oid AND d.classid = 'pg_catalog.pg_proc'::regclass AND d.deptype = 'e')))
            """,
            cancellationToken,
            [.. schemas]).ConfigureAwait(false);
        return names.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The list <c>$1, $2, …</c>, with more in front.</summary>
    internal static string Parameters(int count, params string[] first) => string.Join(
        ", ", first.Concat(Enumerable.Range(1, count).Select(i => "$" + i.ToString(System.Globalization.CultureInfo.InvariantCulture))));
}
