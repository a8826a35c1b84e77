using System.Text.Json.Nodes;
using Daybreak.Testing;

namespace Daybreak.HostAgent.Tests.Golden;

/// <summary>What is in the database after a run: the rows of the history table, and the names and kinds of all other objects.</summary>
internal static class DatabaseState
{
    public static async Task AddAsync(JsonObject result, TestDatabase database, (string Schema, string Table) history, IReadOnlySet<string> masked)
    {
        result["history"] = await HistoryAsync(database, history, masked);
        var objects = await database.QueryColumnAsync(Objects(history));
        result["objects"] = new JsonArray([.. objects.Select(name => JsonValue.Create(name))]);
    }

    private static async Task<JsonNode?> HistoryAsync(TestDatabase database, (string Schema, string Table) history, IReadOnlySet<string> masked)
    {
        var isTable = await database.QueryColumnAsync(
            $"""
            select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = {Literal(history.Schema)} and c.relname = {Literal(history.Table)} and c.relkind in ('r', 'p')
            """);
        if (isTable.Count == 0)
        {
            return null;
        }

        var text = await database.QueryColumnAsync(
            $"""
            select coalesce(json_agg(json_build_array(installed_rank, version, description, type, script, checksum, installed_by, success)
            order by installed_rank), '[]') from {Identifier(history.Schema)}.{Identifier(history.Table)}
            """);
        var rows = JsonNode.Parse(text[0]!)!.AsArray();
        foreach (var row in rows)
        {
            if ((string?)row![6] == database.User)
            {
                row[6] = "<user>";
            }

            if (masked.Contains((string)row[2]!))
            {
                row[5] = "<masked>";
            }
        }

        return rows;
    }

    private static string Objects((string Schema, string Table) history) =>
        $"""
        with ns as (select oid, nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'),
        ext as (select classid, objid from pg_depend where deptype = 'e'),
        hist as (select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname = {Literal(history.Schema)} and c.relname = {Literal(history.Table)} and c.relkind = 'r')
        select o from (
          select n.nspname || '.' || c.relname || ':' || case c.relkind when 'r' then 'table' when 'v' then 'view' when 'm' then 'matview'
              when 'S' then 'sequence' when 'f' then 'foreign table' when 'p' then 'partitioned table' when 'c' then 'composite type'
              else case when i.indisvalid then 'index' else 'invalid index' end end as o
            from pg_class c join ns n on n.oid = c.relnamespace left join pg_index i on i.indexrelid = c.oid
           where c.relkind in ('r', 'v', 'm', 'S', 'f', 'p', 'c', 'i', 'I')
             and c.oid not in (select oid from hist) and (i.indrelid is null or i.indrelid not in (select oid from hist))
             and ('pg_class'::regclass, c.oid) not in (select classid, objid from ext)
          union all
          select n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || '):'
              || case p.prokind when 'f' then 'function' when 'p' then 'procedure' when 'a' then 'aggregate' else 'window' end
            from pg_proc p join ns n on n.oid = p.pronamespace
           where ('pg_proc'::regclass, p.oid) not in (select classid, objid from ext)
             and not exists (select from pg_type t where t.typnamespace = p.pronamespace and t.typname = p.proname and t.typtype in ('r', 'm'))
          union all
          select n.nspname || '.' || t.typname || ':' || case t.typtype when 'e' then 'enum' when 'd' then 'domain' when 'r' then 'range' else 'base type' end
            from pg_type t join ns n on n.oid = t.typnamespace
           where (t.typtype in ('e', 'd', 'r') or t.typtype = 'b' and t.typcategory <> 'A')
             and ('pg_type'::regclass, t.oid) not in (select classid, objid from ext)
          union all
          select n.nspname || '.' || c.collname || ':collation' from pg_collation c join ns n on n.oid = c.collnamespace
          union all
          select nspname || ':schema' from ns where nspname <> 'public'
          union all
          select 'public:no schema' where not exists (select from ns where nspname = 'public')
          union all
          select extname || ':extension' from pg_extension where extname <> 'plpgsql'
          union all
          select evtname || ':event trigger' from pg_event_trigger
        ) x order by o collate "C"
        """;

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
