using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Tests.Commands;

public sealed class A_migration_and_its_history_row
{
    [Fact]
    public async Task Commit_together_or_not_at_all_when_the_connection_dies_at_the_commit()
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table a(i int);"), ("V2__b.sql", "create table b(i int);"));
        await project.MigrateAsync(configuration => configuration with { Target = MigrationTarget.Parse("1") });
        // The trigger runs inside COMMIT, when the migration's statements and the row's INSERT are done.
        await project.Database.ExecuteAsync(
            """
            create function die() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
            create constraint trigger die after insert on flyway_schema_history deferrable initially deferred for each row execute function die();
            """);

        var error = await project.FailAsync();

        Assert.Contains("Migration of schema \"public\" to version \"2 - b\" failed!", error.Message, StringComparison.Ordinal);
        Assert.Equal(["1 1 SQL ok"], await project.HistoryAsync());
        Assert.Equal(["a"], await project.TablesAsync());

        await project.Database.ExecuteAsync("drop trigger die on flyway_schema_history");
        await project.MigrateAsync();
        Assert.Equal(["1 1 SQL ok", "2 2 SQL ok"], await project.HistoryAsync());
        Assert.Equal(["a", "b"], await project.TablesAsync());
    }

    [Fact]
    public async Task Are_written_by_one_transaction()
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table a(x xid8 default pg_current_xact_id());\ninsert into a default values;"));
        await project.MigrateAsync();
        Assert.Equal(["t"], await project.Database.QueryColumnAsync("select x::xid = h.xmin from a, flyway_schema_history h"));
    }

    [Fact]
    public async Task Are_both_gone_when_a_deferred_constraint_fails_at_the_commit()
    {
        await using var project = await Project.CreateAsync(
            ("V1__a.sql", "create table p(i int primary key);\ncreate table c(i int references p deferrable initially deferred);\ninsert into c values (1);"));
        var error = await project.FailAsync();
        Assert.Equal((ErrorCode.DbConnection, "23503"), (error.Code, error.SqlState));
        Assert.Empty(await project.HistoryAsync());
        Assert.Empty(await project.TablesAsync());
    }

    [Fact]
    public async Task Are_both_gone_when_the_script_fails_midway()
    {
        await using var project = await Project.CreateAsync(
            ("V1__a.sql", "create table a(i int);"), ("V2__b.sql", "create table b(i int);\nselect 1/0;\ncreate table c(i int);"));
        var error = Assert.IsType<MigrateException>(await project.FailAsync());
        Assert.Equal((ErrorCode.FailedVersionedMigration, "22012"), (error.Code, error.SqlState));
        Assert.Contains("Changes successfully rolled back.", error.Message, StringComparison.Ordinal);
        Assert.Equal(["1"], error.Partial.Migrations.Select(migration => migration.Version));
        Assert.Equal(["1 1 SQL ok"], await project.HistoryAsync());
        Assert.Equal(["a"], await project.TablesAsync());
    }

    [Fact]
    public async Task Commit_together_with_all_others_of_a_group()
    {
        await using var project = await Project.CreateAsync(
            ("V1__a.sql", "create table a(i int);"), ("V2__b.sql", "create table b(i int);"), ("R__c.sql", "create table c(i int);\nselect 1/0;"));
        var error = await project.FailAsync(configuration => configuration with { Group = true });
        Assert.Equal(ErrorCode.FailedRepeatableMigration, error.Code);
        Assert.Empty(await project.HistoryAsync());
        Assert.Empty(await project.TablesAsync());

        project.Write("R__c.sql", "create table c(i int);");
        var result = await project.MigrateAsync(configuration => configuration with { Group = true });
        Assert.Equal(3, result.MigrationsExecuted);
        Assert.Equal(["1 1 SQL ok", "2 2 SQL ok", "3 c SQL ok"], await project.HistoryAsync());
        Assert.Equal(["1"], await project.Database.QueryColumnAsync("select count(distinct xmin::text) from flyway_schema_history"));
    }

    [Fact]
    public async Task Of_a_group_are_named_by_the_error_where_they_fail()
    {
        await using var project = await Project.CreateAsync(
            ("V1__a.sql", "create table a(i int);\ncreate table a(i int);"), ("V2__b.sql", "create table b(i int);"), ("R__c.sql", "create table c(i int);"));

        var error = await project.FailAsync(configuration => configuration with { Group = true });

        Assert.Equal((ErrorCode.FailedVersionedMigration, "42P07"), (error.Code, error.SqlState));
        Assert.Contains("V1__a.sql", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("V2__b.sql", error.Message, StringComparison.Ordinal);
        Assert.Contains("to version \"1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Have_the_time_zone_that_the_session_began_with()
    {
        await using var project = await Project.CreateAsync(
            ("V1__zone.sql", "set time zone 'Asia/Tokyo';"),
            ("V2__a.sql", "create table a(i int);"),
            ("V3__b.sql", "create table b(i int);"),
            ("V4__c.sql", "create table c(i int);"),
            ("V5__alone.sql", "create index concurrently a_i on a(i);"),
            ("V6__itself.sql", "create table d(i int); commit; select count(*) from flyway_schema_history;"));

        await project.MigrateAsync();

        Assert.Equal(
            ["0"],
            await project.Database.QueryColumnAsync(
                "select count(*) from flyway_schema_history where installed_on not between now()::timestamp - interval '1 hour' and now()::timestamp"));
    }

    [Theory]
    [InlineData("begin; select count(*) from flyway_schema_history; rollback; create table b(i int);", true)]
    [InlineData("create table b(i int); commit; select count(*) from flyway_schema_history; select 1/0;", false)]
    public async Task Are_one_each_where_a_script_rolls_back_what_withdrew_its_row(string script, bool succeeds)
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table a(i int);"), ("V2__b.sql", script));

        if (succeeds)
        {
            await project.MigrateAsync();
            Assert.Empty((await project.MigrateAsync()).Migrations);
        }
        else
        {
            await project.FailAsync();
        }

        Assert.Equal(
            ["1 ok", succeeds ? "2 ok" : "2 failed"],
            await project.Database.QueryColumnAsync(
                "select version || case success when true then ' ok' else ' failed' end from flyway_schema_history order by installed_rank"));
        Assert.Equal(["a", "b"], await project.TablesAsync());
    }

    [Fact]
    public async Task Leave_a_failed_row_that_the_script_has_written_itself()
    {
        await using var project = await Project.CreateAsync(
            ("V1__a.sql", "create table a(i int);"),
            ("V2__b.sql",
                """
                create table b(i int); commit;
                insert into flyway_schema_history select 2, '9', 'x', 'SQL', 'V9__x.sql', 1, installed_by, now(), 0, false from flyway_schema_history;
                """));

        await project.MigrateAsync();

        Assert.Equal(["1 1 SQL ok", "2 9 SQL failed", "3 2 SQL ok"], await project.HistoryAsync());
    }

    [Theory]
    [InlineData("begin; create table b(i int);")]
    [InlineData("create table b(i int); begin; insert into b values (1); commit and chain; insert into b values (2);")]
    public async Task Count_what_a_script_without_transaction_begins_and_does_not_end(string script)
    {
        await using var project = await Project.CreateAsync(
            ("V1__a.sql", "create table a(i int);"), ("V2__b.sql", script), ("V2__b.sql.conf", "executeInTransaction=false"), ("V3__c.sql", "select 1/0;"));

        await project.FailAsync();

        Assert.Equal(["1 1 SQL ok", "2 2 SQL ok"], await project.HistoryAsync());
        Assert.Equal(["a", "b"], await project.TablesAsync());
    }
}
