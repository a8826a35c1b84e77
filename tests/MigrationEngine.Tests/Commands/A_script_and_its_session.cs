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
}
