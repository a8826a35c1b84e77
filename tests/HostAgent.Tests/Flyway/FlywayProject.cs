using System.Text.Json;
using Daybreak.HostAgent.Tests.CommandLine;
using Daybreak.Testing;

namespace Daybreak.HostAgent.Tests.Flyway;

/// <summary>A folder of migrations, a database, and the command line on both.</summary>
public abstract class FlywayProject : IAsyncLifetime
{
    protected TestDatabase Database { get; private set; } = null!;

    protected CliFixture Cli { get; } = new();

    public async Task InitializeAsync() => Database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync()
    {
        Cli.Dispose();
        await Database.DisposeAsync();
    }

    protected Task<CliResult> RunAsync(params string[] arguments) => RunAsync(Database, "sql", arguments);

    protected Task<CliResult> RunAsync(TestDatabase database, string folder, params string[] arguments)
    {
        Cli.Environment["PGPASSWORD"] = database.Password;
        return Cli.RunAsync([.. arguments, "-url=" + database.Url, "-user=" + database.User, "-locations=filesystem:" + folder]);
    }

    /// <summary>Runs and expects an error; gives what JSON says of it.</summary>
    protected async Task<(string? Code, string Message)> FailAsync(params string[] arguments)
    {
        var run = await RunAsync([.. arguments, "-outputType=json"]);
        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("   at ", run.All, StringComparison.Ordinal);
        var error = JsonDocument.Parse(run.Output).RootElement.GetProperty("error");
        return (error.GetProperty("errorCode").GetString(), error.GetProperty("message").GetString()!);
    }

    protected string PathOf(string name) => Path.Combine(Cli.Directory, name);

    protected async Task<string> HistoryAsync(TestDatabase? database = null) => string.Join(
        '\n',
        await (database ?? Database).QueryColumnAsync(
            "select concat_ws('|', installed_rank, version, description, type, script, checksum, success) from flyway_schema_history order by 1"));

    protected async Task<string> HistoryInRankOrderAsync() => string.Join(
        '\n',
        await Database.QueryColumnAsync("select concat_ws('|', installed_rank, version, success) from flyway_schema_history order by installed_rank"));

    /// <summary>The public schema's relations, columns and functions.</summary>
    protected static async Task<string> ObjectsAsync(TestDatabase database) => string.Join(
        '\n',
        await database.QueryColumnAsync(
            """
            select n.nspname::text || '.' || c.relname || ':' || c.relkind::text || ' ' || coalesce((select string_agg(a.attname || ' ' || a.atttypid::regtype, ','
                order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0), '')
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and c.relname <> 'replay' and c.relname not like 'replay\_%'
            union all select n.nspname::text || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1
            """));
}
