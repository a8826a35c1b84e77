using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Tests.Commands;

public sealed class A_script_with_transaction_statements
{
    [Fact]
    public async Task Is_one_transaction_with_its_row_when_they_stand_around_it()
    {
        await using var project = await Project.CreateAsync(
            ("V1__a.sql", "begin;\ncreate table a(x xid8 default pg_current_xact_id());\ninsert into a default values;\ncommit;"));
        var result = await project.MigrateAsync();
        Assert.Empty(result.Warnings);
        Assert.Equal(["t"], await project.Database.QueryColumnAsync("select x::xid = h.xmin from a, flyway_schema_history h"));
    }

    [Theory]
    [InlineData("begin isolation level serializable, read write;", "serializable")]
    [InlineData("start transaction isolation level repeatable read;", "repeatable read")]
    [InlineData("begin;", "read committed")]
    public async Task Has_the_isolation_level_it_asks_for(string begin, string level)
    {
        await using var project = await Project.CreateAsync(
            ("V1__a.sql", begin + "\ncreate table a as select current_setting('transaction_isolation') as level;\ncommit;"));
        Assert.Empty((await project.MigrateAsync()).Warnings);
        Assert.Equal([level], await project.Database.QueryColumnAsync("select level from a"));
        Assert.Equal(["1 1 SQL ok"], await project.HistoryAsync());
    }

    [Fact]
    public async Task That_only_reads_is_recorded_beside_its_read_only_transaction()
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "begin read only;\nselect 1;\ncommit;"));
        Assert.Single((await project.MigrateAsync()).Warnings);
        Assert.Equal(["1 1 SQL ok"], await project.HistoryAsync());
    }

    [Fact]
    public async Task Is_rolled_back_as_a_whole_when_they_stand_around_it()
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "begin;\ncreate table a(i int);\nselect 1/0;\ncommit;"));
        Assert.Contains("Changes successfully rolled back.", (await project.FailAsync()).Message, StringComparison.Ordinal);
        Assert.Empty(await project.HistoryAsync());
        Assert.Empty(await project.TablesAsync());
    }

    [Theory]
    [InlineData("begin;\ncreate table a(i int);\ncommit;\nbegin;\ncreate table b(i int);\ncommit;", "a,b")]
    [InlineData("create table a(i int);\ncommit;\ncreate table b(i int);", "a,b")]
    [InlineData("create table a(i int);\nrollback;\ncreate table b(i int);", "b")]
    [InlineData("begin;\ncreate table a(i int);\ncommit and chain;\ncreate table b(i int);\nrollback;", "a")]
    public async Task Runs_as_written_with_a_warning_when_it_has_several_transactions(string script, string tables)
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", script));
        var result = await project.MigrateAsync();
        Assert.Contains(result.Warnings, warning => warning.StartsWith("'V1__a.sql' begins or ends transactions itself (", StringComparison.Ordinal));
        Assert.Equal(["1 1 SQL ok"], await project.HistoryAsync());
        Assert.Equal(tables.Split(','), await project.TablesAsync());
    }

    [Fact]
    public async Task Keeps_what_it_committed_and_a_failed_row_when_it_fails_later()
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table a(i int);\ncommit;\ncreate table b(i int);\nselect 1/0;"));
        await project.FailAsync();
        Assert.Equal(["1 1 SQL failed"], await project.HistoryAsync());
        Assert.Equal(["a"], await project.TablesAsync());
    }

    [Theory]
    [InlineData("begin;\ncreate table a(i int);\ncommit;")]
    [InlineData("create table a(i int);\ncommit;")]
    public async Task Is_refused_before_anything_runs_where_a_team_wants_that(string script)
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", script));
        var error = await project.FailAsync(configuration => configuration with { AllowTransactionStatements = false });
        Assert.Equal(ErrorCode.Error, error.Code);
        Assert.Contains("transactionStatements=refuse", error.Message, StringComparison.Ordinal);
        Assert.Empty(await project.HistoryAsync());
        Assert.Empty(await project.TablesAsync());
    }
}
