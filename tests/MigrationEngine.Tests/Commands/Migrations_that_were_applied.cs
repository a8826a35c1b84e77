using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Tests.Commands;

public sealed class Migrations_that_were_applied
{
    [Fact]
    public async Task Are_not_edited_unnoticed()
    {
        await using var project = await AppliedAsync();
        project.Write("V1__a.sql", "create table a(i bigint);");
        var error = await project.FailAsync();
        Assert.Equal(ErrorCode.ValidateError, error.Code);
        Assert.StartsWith(
            "Validate failed: Migrations have failed validation\nMigration checksum mismatch for migration version 1\n", error.Message, StringComparison.Ordinal);

        await project.Engine().RepairAsync(CancellationToken.None);
        Assert.Equal(0, (await project.MigrateAsync()).MigrationsExecuted);
    }

    [Fact]
    public async Task Are_not_preceded_unnoticed()
    {
        await using var project = await AppliedAsync();
        project.Write("V1.5__between.sql", "create table between_(i int);");
        Assert.Contains("Detected resolved migration not applied to database: 1.5.", (await project.FailAsync()).Message, StringComparison.Ordinal);

        await project.MigrateAsync(configuration => configuration with { OutOfOrder = true });
        Assert.Equal(["1 1 SQL ok", "2 2 SQL ok", "3 1.5 SQL ok"], await project.HistoryAsync());
        var info = await project.Engine().InfoAsync(CancellationToken.None);
        Assert.Equal(MigrationState.OutOfOrder, info.Migrations[2].State);
    }

    [Fact]
    public async Task Are_undone_and_applied_again()
    {
        await using var project = await AppliedAsync();
        project.Write("U2__b.sql", "drop table b;");
        var undone = await project.Engine().UndoAsync(CancellationToken.None);
        Assert.Equal(["2"], undone.UndoneMigrations.Select(one => one.Version));
        Assert.Equal(("2", "1"), (undone.InitialSchemaVersion, undone.TargetSchemaVersion));
        Assert.Equal(["a"], await project.TablesAsync());
        await project.MigrateAsync();
        Assert.Equal(["1 1 SQL ok", "2 2 SQL ok", "3 2 UNDO_SQL ok", "4 2 SQL ok"], await project.HistoryAsync());
        Assert.Equal(["a", "b"], await project.TablesAsync());
    }

    [Fact]
    public async Task Are_marked_as_deleted_after_the_rows_that_stay()
    {
        await using var project = await AppliedAsync();
        project.Write("V3__c.sql", "vacuum nowhere;");
        await project.FailAsync();
        Assert.Equal(["1 1 SQL ok", "2 2 SQL ok", "3 3 SQL failed"], await project.HistoryAsync());
        File.Delete(project["V1__a.sql"]);
        await project.Engine().RepairAsync(CancellationToken.None);
        Assert.Equal(["1 1 SQL ok", "2 2 SQL ok", "3 1 DELETE ok"], await project.HistoryAsync());
    }

    [Fact]
    public async Task May_be_only_recorded_in_a_group_too()
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table a(i int);"), ("V2__b.sql", "create table b(i int);"));
        await project.MigrateAsync(configuration => configuration with { SkipExecutingMigrations = true, Group = true });
        Assert.Equal(["1 1 SQL ok", "2 2 SQL ok"], await project.HistoryAsync());
        Assert.Empty(await project.TablesAsync());
    }

    [Fact]
    public async Task Are_cleaned_only_when_that_is_enabled()
    {
        await using var project = await AppliedAsync();
        var error = await Assert.ThrowsAsync<MigrationException>(() => project.Engine().CleanAsync(CancellationToken.None));
        Assert.Equal("Unable to execute clean as it has been disabled with the 'flyway.cleanDisabled' property.", error.Message);
        var cleaned = await project.Engine(configuration => configuration with { CleanDisabled = false }).CleanAsync(CancellationToken.None);
        Assert.Equal(["public"], cleaned.SchemasCleaned);
        Assert.Equal(["0"], await project.Database.QueryColumnAsync("select count(*) from pg_class where relnamespace = 'public'::regnamespace"));
    }

    [Fact]
    public async Task May_be_only_recorded()
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table a(i int);"));
        await project.MigrateAsync(configuration => configuration with { SkipExecutingMigrations = true });
        Assert.Equal(["1 1 SQL ok"], await project.HistoryAsync());
        Assert.Empty(await project.TablesAsync());
    }

    private static async Task<Project> AppliedAsync()
    {
        var project = await Project.CreateAsync(("V1__a.sql", "create table a(i int);"), ("V2__b.sql", "create table b(i int);"));
        await project.MigrateAsync();
        return project;
    }
}
