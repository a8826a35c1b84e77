using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Tests.Commands;

public sealed class A_script_that_cannot_run_in_a_transaction
{
    private const string Tables =
        """
        create table t(i int primary key, j int);
        create table parts(i int) partition by range (i);
        create table part partition of parts for values from (0) to (9);
        create table sorted(i int);
        create index sorted_i on sorted(i);
        cluster sorted using sorted_i;
        """;

    [Theory]
    [InlineData("create index concurrently a on t(j);")]
    [InlineData("create index concurrently a on t(j);\ncreate unique index concurrently b on t(j);\ndrop index concurrently a;")]
    [InlineData("reindex table concurrently t;")]
    [InlineData("reindex (verbose) index concurrently t_pkey;")]
    [InlineData("cluster;")]
    [InlineData("vacuum analyze t;")]
    public async Task Runs_with_default_settings(string script)
    {
        await using var project = await Project.CreateAsync(("V1__tables.sql", Tables), ("V2__alone.sql", script));
        var result = await project.MigrateAsync();
        Assert.Equal((2, true), (result.MigrationsExecuted, result.Success));
        Assert.Equal(["1 1 SQL ok", "2 2 SQL ok"], await project.HistoryAsync());
        Assert.Equal(["0"], await project.Database.QueryColumnAsync("select count(*) from pg_index where not indisvalid"));
    }

    [Fact]
    public async Task May_detach_a_partition_as_of_PostgreSQL_14()
    {
        await using var project = await Project.CreateAsync(
            ("V1__tables.sql", Tables), ("V2__alone.sql", "alter table parts detach partition part concurrently;"));
        if (await project.Database.MajorVersionAsync() < 14)
        {
            Assert.Equal("42601", (await project.FailAsync()).SqlState);
            return;
        }

        await project.MigrateAsync();
        Assert.Equal(["1 1 SQL ok", "2 2 SQL ok"], await project.HistoryAsync());
        Assert.Equal(["f"], await project.Database.QueryColumnAsync("select relispartition from pg_class where relname = 'part'"));
    }

    [Fact]
    public async Task Leaves_its_failed_row_which_repair_removes()
    {
        await using var project = await Project.CreateAsync(
            ("V1__tables.sql", Tables + "\ninsert into t values (1, 1), (2, 1);"),
            ("V2__alone.sql", "create index concurrently a on t(j);\ncreate unique index concurrently b on t(j);"));

        var error = await project.FailAsync();
        Assert.Equal((ErrorCode.FailedVersionedMigration, "23505", 2), (error.Code, error.SqlState, error.Place!.StatementLine));
        Assert.Contains("What ran before the failure stays: remove it, then run repair.", error.Message, StringComparison.Ordinal);
        Assert.Equal(["1 1 SQL ok", "2 2 SQL failed"], await project.HistoryAsync());

        var again = await project.FailAsync();
        Assert.Equal(ErrorCode.ValidateError, again.Code);
        Assert.Contains("Detected failed migration to version 2 (alone).", again.Message, StringComparison.Ordinal);
        var unvalidated = await project.FailAsync(configuration => configuration with { ValidateOnMigrate = false });
        Assert.Equal("Schema \"public\" contains a failed migration to version 2 !", unvalidated.Message);

        var repaired = await project.Engine().RepairAsync(CancellationToken.None);
        Assert.Equal(["2"], repaired.MigrationsRemoved.Select(migration => migration.Version));
        Assert.Equal(["1 1 SQL ok"], await project.HistoryAsync());
    }

    [Theory]
    [InlineData("call p();")]
    [InlineData("do $$ begin insert into t values (1); commit; end $$;")]
    public async Task Fails_with_the_remedy_when_only_the_server_notices(string script)
    {
        await using var project = await Project.CreateAsync(
            ("V1__p.sql", "create table t(i int);\ncreate procedure p() language plpgsql as $$ begin insert into t values (1); commit; end $$;"),
            ("V2__c.sql", script));

        var error = await project.FailAsync();
        Assert.Equal("2D000", error.SqlState);
        Assert.Contains("executeInTransaction=false", error.Message, StringComparison.Ordinal);
        Assert.Equal(["1 1 SQL ok"], await project.HistoryAsync());

        project.Write("V2__c.sql.conf", "executeInTransaction=false");
        await project.MigrateAsync();
        Assert.Equal(["1 1 SQL ok", "2 2 SQL ok"], await project.HistoryAsync());
        Assert.Equal(["1"], await project.Database.QueryColumnAsync("select i from t"));
    }

    [Fact]
    public async Task Is_not_mixed_with_others_unless_allowed()
    {
        await using var project = await Project.CreateAsync(("V1__m.sql", "create table t(i int);\ncreate index concurrently a on t(i);"));
        var error = await project.FailAsync();
        Assert.Contains("Offending statement found in 'V1__m.sql' at ", error.Message, StringComparison.Ordinal);
        Assert.Empty(await project.TablesAsync());
        await project.MigrateAsync(configuration => configuration with { Mixed = true });
        Assert.Equal(["1 1 SQL ok"], await project.HistoryAsync());
    }

    [Fact]
    public async Task Is_not_grouped_with_others_unless_allowed()
    {
        await using var project = await Project.CreateAsync(("V1__t.sql", "create table t(i int);"), ("V2__i.sql", "create index concurrently a on t(i);"));
        var error = await project.FailAsync(configuration => configuration with { Group = true });
        Assert.Contains("First offending migration: \"2 i\" [non-transactional].", error.Message, StringComparison.Ordinal);
        Assert.Empty(await project.TablesAsync());
        await project.MigrateAsync(configuration => configuration with { Group = true, Mixed = true });
        Assert.Equal(["1 1 SQL ok", "2 2 SQL ok"], await project.HistoryAsync());
    }
}
