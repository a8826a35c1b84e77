namespace Daybreak.MigrationEngine.Tests.Commands;

public sealed class A_callback_that_no_transaction_allows
{
    [Theory]
    [InlineData("afterConnect.sql")]
    [InlineData("beforeMigrate.sql")]
    [InlineData("afterMigrate.sql")]
    public async Task Runs_by_itself(string callback)
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table a(i int);"), (callback, "vacuum pg_database;"));
        await project.MigrateAsync();
        Assert.Equal(["1 1 SQL ok"], await project.HistoryAsync());
    }

    [Fact]
    public async Task Runs_around_a_migration_without_transaction()
    {
        await using var project = await Project.CreateAsync(
            ("V1__a.sql", "vacuum pg_database;"), ("beforeEachMigrate.sql", "vacuum pg_database;"), ("afterEachMigrate.sql", "vacuum pg_database;"));
        await project.MigrateAsync();
        Assert.Equal(["1 1 SQL ok"], await project.HistoryAsync());
    }

    [Fact]
    public async Task Runs_between_migrations_of_a_mixed_group()
    {
        await using var project = await Project.CreateAsync(
            ("V1__a.sql", "vacuum pg_database;"), ("R__r.sql", "insert into notes values ('r');"),
            ("beforeMigrate.sql", "create table if not exists notes(what text);"),
            ("afterVersioned.sql", "insert into notes values ('afterVersioned');"),
            ("beforeRepeatables.sql", "insert into notes values ('beforeRepeatables');"));
        await project.MigrateAsync(configuration => configuration with { Group = true, Mixed = true });
        Assert.Equal(["afterVersioned", "beforeRepeatables", "r"], await project.Database.QueryColumnAsync("select what from notes order by ctid"));
    }
}
