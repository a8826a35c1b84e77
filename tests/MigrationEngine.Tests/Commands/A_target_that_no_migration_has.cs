using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Tests.Commands;

public sealed class A_target_that_no_migration_has
{
    private const string Message = "No migration with a target version 7 could be found. Ensure target is specified correctly and the migration exists.";

    [Fact]
    public async Task Fails_before_anything_is_created()
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table a(i int);"));
        Assert.Equal(Message, (await project.FailAsync(WithTarget)).Message);
        Assert.Equal(["0"], await project.Database.QueryColumnAsync("select count(*) from pg_class where relname = 'flyway_schema_history'"));
    }

    [Fact]
    public async Task Fails_info_and_validate_but_not_repair()
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table a(i int);"));
        await project.MigrateAsync();
        var engine = project.Engine(WithTarget);
        Assert.Equal(Message, (await Assert.ThrowsAsync<MigrationException>(() => engine.InfoAsync(CancellationToken.None))).Message);
        Assert.Equal(Message, (await Assert.ThrowsAsync<MigrationException>(() => engine.ValidateAsync(CancellationToken.None))).Message);
        Assert.Empty((await engine.RepairAsync(CancellationToken.None)).RepairActions);
    }

    private static EngineConfiguration WithTarget(EngineConfiguration configuration) =>
        configuration with { Target = MigrationTarget.Parse("7") };
}
