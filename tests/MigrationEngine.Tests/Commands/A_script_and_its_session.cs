using Microsoft.Extensions.Logging;

namespace Daybreak.MigrationEngine.Tests.Commands;

public sealed class A_script_and_its_session
{
    [Theory]
    [InlineData("")]
    [InlineData("executeInTransaction=false")]
    public async Task Do_not_pass_role_and_search_path_on(string conf)
    {
        var role = $"role_{Guid.NewGuid():N}";
        await using var project = await Project.CreateAsync(
            ("V1__a.sql", $"create schema other;\ncreate role {role};\nset role {role};\nset search_path = other;"),
            ("V2__b.sql", "create table b as select current_user::text as u, current_schema()::text as s;"),
            ("R__c.sql", $"set role {role};"));
        project.Write("V1__a.sql.conf", conf);
        try
        {
            await project.MigrateAsync();
            Assert.Equal([$"{project.Database.User} public"], await project.Database.QueryColumnAsync("select concat_ws(' ', u, s) from public.b"));
            Assert.Equal(["1 1 SQL ok", "2 2 SQL ok", "3 c SQL ok"], await project.HistoryAsync());
            Assert.Equal(
                [project.Database.User], await project.Database.QueryColumnAsync("select distinct installed_by from flyway_schema_history"));
        }
        finally
        {
            await project.Database.ExecuteAsync($"drop role if exists {role}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("executeInTransaction=false")]
    public async Task Do_not_pass_their_user_on(string conf)
    {
        var role = $"role_{Guid.NewGuid():N}";
        await using var project = await Project.CreateAsync(
            ("V1__a.sql", $"create role {role};\nset session authorization {role};"),
            ("V2__b.sql", "create table b as select session_user::text as u;"));
        project.Write("V1__a.sql.conf", conf);
        try
        {
            await project.MigrateAsync();
            Assert.Equal([project.Database.User], await project.Database.QueryColumnAsync("select u from public.b"));
            Assert.Equal(["1 1 SQL ok", "2 2 SQL ok"], await project.HistoryAsync());
        }
        finally
        {
            await project.Database.ExecuteAsync($"drop role if exists {role}");
        }
    }

    [Fact]
    public async Task Show_what_the_server_says()
    {
        await using var project = await Project.CreateAsync(
            ("V1__a.sql", "do $$ begin raise notice 'a notice'; raise warning 'a warning'; raise info 'an info'; end $$;"));
        var log = new CapturedLog();

        var result = await project.Engine(logger: log).MigrateAsync(CancellationToken.None);

        Assert.Contains((LogLevel.Information, "DB: a notice"), log.Lines);
        Assert.Contains((LogLevel.Information, "DB: an info"), log.Lines);
        Assert.Contains((LogLevel.Warning, "DB: a warning (SQL State: 01000 - Error Code: 0)"), log.Lines);
        Assert.Equal(["DB: a warning (SQL State: 01000 - Error Code: 0)"], result.Warnings);
    }

    [Fact]
    public async Task Show_what_a_query_gives()
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "select 1 as one, null as nothing, array[1, 2] as two;"));
        var log = new CapturedLog();
        await project.Engine(configuration => configuration with { OutputQueryResults = true }, log).MigrateAsync(CancellationToken.None);
        Assert.Contains(
            (LogLevel.Information,
                "+-----+---------+-------+\n| one | nothing | two   |\n+-----+---------+-------+\n| 1   |         | {1,2} |\n+-----+---------+-------+"),
            log.Lines);
    }

    [Fact]
    public async Task Begin_with_initSql()
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table a as select current_setting('my.value') as v;"));
        await project.MigrateAsync(configuration => configuration with { InitSql = "set my.value = 'x; y'; select 1" });
        Assert.Equal(["x; y"], await project.Database.QueryColumnAsync("select v from a"));
    }

    [Fact]
    public async Task Keep_role_search_path_and_time_zone_of_initSql()
    {
        await using var project = await Project.CreateAsync(
            ("V1__a.sql", "create table a as select current_setting('TimeZone') as zone; set role none; set search_path = public;"),
            ("V2__b.sql", "create table b as select current_user::text as who;"));
        var role = $"owner_{Guid.NewGuid():N}";
        await project.Database.ExecuteAsync($"create role {role}; create schema app authorization {role};");
        try
        {
            await project.MigrateAsync(configuration => configuration with
            {
                InitSql = $"set role {role}; set search_path = app; set time zone 'Asia/Tokyo'",
            });

            Assert.Equal([role, role, role], await project.Database.QueryColumnAsync(
                "select tableowner::text from pg_tables where schemaname = 'app' order by tablename"));
            Assert.Equal([$"Asia/Tokyo {role} {role}"], await project.Database.QueryColumnAsync(
                "select concat_ws(' ', zone, who, (select string_agg(distinct installed_by, ' ') from app.flyway_schema_history)) from app.a, app.b"));
        }
        finally
        {
            await project.Database.ExecuteAsync($"drop owned by {role}; drop role {role};");
        }
    }

    [Theory]
    [InlineData("afterConnect.sql", "set role {0};")]
    [InlineData("beforeMigrate.sql", "set role {0};")]
    [InlineData("beforeMigrate.sql", "set session authorization {0};")]
    [InlineData("afterVersioned.sql", "set session authorization {0};")]
    public async Task Are_not_the_callbacks_role(string callback, string sql)
    {
        var role = $"other_{Guid.NewGuid():N}";
        await using var project = await Project.CreateAsync(
            ("V1__a.sql", "create table a(i int);"), ("R__b.sql", "create table b(i int);"),
            (callback, string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, role)));
        await project.Database.ExecuteAsync($"create role {role};");
        try
        {
            await project.MigrateAsync();

            Assert.Equal(["1 1 SQL ok", "2 b SQL ok"], await project.HistoryAsync());
            Assert.Empty((await project.MigrateAsync()).Migrations);
        }
        finally
        {
            await project.Database.ExecuteAsync($"drop role {role};");
        }
    }
}
