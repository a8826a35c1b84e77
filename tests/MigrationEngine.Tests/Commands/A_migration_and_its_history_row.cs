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
}
