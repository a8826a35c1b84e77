using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Tests.Commands;

public sealed class A_database_without_a_history
{
    [Fact]
    public async Task Is_refused_when_it_is_not_empty()
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table a(i int);"));
        await project.Database.ExecuteAsync("create table old(i int)");
        var error = await project.FailAsync();
        Assert.Equal(ErrorCode.NonEmptySchemaWithoutSchemaHistoryTable, error.Code);
        Assert.StartsWith("Found non-empty schema(s) \"public\" but no schema history table.", error.Message, StringComparison.Ordinal);
        Assert.Equal(["old"], await project.TablesAsync());
    }

    [Fact]
    public async Task Is_baselined_when_it_is_not_empty_and_that_is_allowed()
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table a(i int);"), ("V2__b.sql", "create table b(i int);"));
        await project.Database.ExecuteAsync("create table old(i int)");
        await project.MigrateAsync(configuration => configuration with { BaselineOnMigrate = true });
        Assert.Equal(["1 1 BASELINE ok", "2 2 SQL ok"], await project.HistoryAsync());
        Assert.Equal(["b", "old"], await project.TablesAsync());
    }

    [Fact]
    public async Task Is_not_baselined_when_it_is_empty()
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table a(i int);"));
        await project.MigrateAsync(configuration => configuration with { BaselineOnMigrate = true });
        Assert.Equal(["1 1 SQL ok"], await project.HistoryAsync());
    }

    [Fact]
    public async Task Is_baselined_whatever_its_files_are()
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "select 1;"), ("V1.0__b.sql", "select 2;"));
        await project.Engine().BaselineAsync(CancellationToken.None);
        Assert.Equal(["1 1 BASELINE ok"], await project.HistoryAsync());
        Assert.Equal(ErrorCode.DuplicateVersionedMigration, (await project.FailAsync()).Code);
    }

    [Fact]
    public async Task Is_baselined_once()
    {
        await using var project = await Project.CreateAsync();
        var first = await project.Engine(configuration => configuration with { BaselineVersion = "5" }).BaselineAsync(CancellationToken.None);
        Assert.Equal((true, "5"), (first.SuccessfullyBaselined, first.BaselineVersion));
        await project.Engine(configuration => configuration with { BaselineVersion = "5.0" }).BaselineAsync(CancellationToken.None);
        Assert.Equal(["1 5 BASELINE ok"], await project.HistoryAsync());

        var error = await Assert.ThrowsAsync<MigrationException>(() => project.Engine().BaselineAsync(CancellationToken.None));
        Assert.StartsWith(
            "Unable to baseline schema history table \"public\".\"flyway_schema_history\" with (1,<< Flyway Baseline >>) as it has already been "
            + "baselined with (5,<< Flyway Baseline >>)",
            error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("view flyway_schema_history as select 1 as installed_rank")]
    [InlineData("materialized view flyway_schema_history as select 1 as other")]
    [InlineData("table flyway_schema_history (installed_rank int) partition by list (installed_rank)")]
    [InlineData("sequence flyway_schema_history")]
    [InlineData("index flyway_schema_history on old (i)")]
    public async Task Is_one_where_something_else_has_its_name(string other)
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table a(i int);"));
        await project.Database.ExecuteAsync($"create table old(i int); create {other}");
        var info = await project.Engine().InfoAsync(CancellationToken.None);
        Assert.Equal([MigrationState.Pending], info.Migrations.Select(migration => migration.State));
        var error = await project.FailAsync(configuration => configuration with { BaselineOnMigrate = true });
        Assert.Equal("42P07", error.SqlState);
        Assert.Equal(["t"], await project.Database.QueryColumnAsync("select to_regclass('a') is null"));
    }

    [Fact]
    public async Task Is_one_with_a_schema_that_the_user_may_not_use()
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table a(i int);"));
        var role = "role_" + Guid.NewGuid().ToString("N");
        await project.Database.ExecuteAsync($"create schema closed; create role {role}; alter database \"{project.Database.Name}\" set role = {role}");
        try
        {
            var info = await project.Engine(configuration => configuration with { DefaultSchema = "closed" }).InfoAsync(CancellationToken.None);
            Assert.Equal([MigrationState.Pending], info.Migrations.Select(migration => migration.State));
        }
        finally
        {
            await project.Database.ExecuteAsync($"set role none; alter database \"{project.Database.Name}\" reset role; drop role {role}");
        }
    }

    [Fact]
    public async Task Is_one_whose_history_went_after_it_was_seen()
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table a(i int);"));
        await project.MigrateAsync();
        // Found while the run begins, and then dropped, as by somebody else's clean.
        project.Write("afterConnect.sql", "drop table flyway_schema_history, a;");
        Assert.Equal(1, (await project.MigrateAsync()).MigrationsExecuted);
        Assert.Equal(["1 1 SQL ok"], await project.HistoryAsync());
    }

    [Fact]
    public async Task Is_left_alone_by_info_and_validate()
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table a(i int);"));
        var info = await project.Engine().InfoAsync(CancellationToken.None);
        Assert.Equal([MigrationState.Pending], info.Migrations.Select(migration => migration.State));
        Assert.True(info.AllSchemasEmpty);
        var validation = await project.Engine().ValidateAsync(CancellationToken.None);
        Assert.Equal([ErrorCode.ResolvedVersionedMigrationNotApplied], validation.InvalidMigrations.Select(one => one.Code));
        Assert.Equal(0, validation.ValidateCount);
        Assert.Equal(["0"], await project.Database.QueryColumnAsync("select count(*) from pg_class where relname = 'flyway_schema_history'"));
    }
}
