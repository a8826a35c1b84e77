namespace Daybreak.HostAgent.Tests.Flyway;

public sealed class A_script_that_touches_the_history : FlywayProject
{
    private const string Columns =
        "insert into flyway_schema_history(installed_rank, version, description, type, script, checksum, installed_by, execution_time, success) ";

    [Fact]
    public async Task May_take_the_next_rank_itself()
    {
        Cli.Write("sql/V1__a.sql", Columns + "values (1, '0.5', 'by hand', 'SQL', 'V0.5__x.sql', null, 'me', 0, true)");
        Cli.Write("sql/V2__b.sql", "select 2");

        var run = await RunAsync("migrate");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal("1|0.5|t\n2|1|t\n3|2|t", await HistoryInRankOrderAsync());
    }

    [Fact]
    public async Task May_mark_a_pending_migration_as_applied()
    {
        Cli.Write("sql/V1__a.sql", Columns + "select max(installed_rank) + 1, '2', 'b', 'SQL', 'V2__b.sql', null, 'me', 0, true from "
            + "(select installed_rank from flyway_schema_history union select 0) r");
        Cli.Write("sql/V2__b.sql", "create table must_not_be(i int)");
        Cli.Write("sql/V3__c.sql", "create table c(i int)");

        var run = await RunAsync("migrate", "-outOfOrder=true");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal("1|2|t\n2|1|t\n3|3|t", await HistoryInRankOrderAsync());
        Assert.DoesNotContain("must_not_be", await ObjectsAsync(Database), StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_deletes_rows_does_not_bring_their_ranks_back()
    {
        Cli.Write("sql/V1__a.sql", "select 1");
        Cli.Write("sql/V2__b.sql", "select 2");
        Cli.Write("sql/V3__c.sql", "delete from flyway_schema_history where version = '2'");
        Cli.Write("sql/V4__d.sql", "select 4");

        var run = await RunAsync("migrate");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal("1|1|t\n3|3|t\n4|4|t", await HistoryInRankOrderAsync());
    }

    [Fact]
    public async Task In_a_group_that_deletes_rows_of_the_group_takes_their_ranks_but_never_those_of_rows_before_it()
    {
        Cli.Write("sql/V1__a.sql", "select 1");
        Cli.Write("sql/V2__b.sql", "select 2");
        Assert.Equal(0, (await RunAsync("migrate")).ExitCode);
        Cli.Write("sql/V3__c.sql", "select 3");
        Cli.Write("sql/V4__d.sql", "delete from flyway_schema_history where version in ('2', '3')");
        Cli.Write("sql/V5__e.sql", "select 5");

        var run = await RunAsync("migrate", "-group=true");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal("1|1|t\n3|4|t\n4|5|t", await HistoryInRankOrderAsync());
    }

    [Theory]
    [InlineData("drop table flyway_schema_history")]
    [InlineData("alter table flyway_schema_history rename to kept")]
    public async Task That_takes_the_table_away_fails_and_the_answer_tells_what_was_applied_before_it(string statement)
    {
        Cli.Write("sql/V1__a.sql", "create table a(i int)");
        Cli.Write("sql/V2__b.sql", statement);
        Cli.Write("sql/V3__c.sql", "create table must_not_be(i int)");

        var run = await RunAsync("migrate", "-outputType=json");

        Assert.Equal(1, run.ExitCode);
        using var answer = System.Text.Json.JsonDocument.Parse(run.Output);
        Assert.Equal("1", Assert.Single(answer.RootElement.GetProperty("migrations").EnumerateArray()).GetProperty("version").GetString());
        Assert.Contains("flyway_schema_history", answer.RootElement.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("1|1|t", await HistoryInRankOrderAsync());
        Assert.DoesNotContain("must_not_be", await ObjectsAsync(Database), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_a_transaction_that_deletes_its_own_row_gets_it_anew()
    {
        Cli.Write("sql/V1__a.sql", "delete from flyway_schema_history");
        Cli.Write("sql/V1__a.sql.conf", "executeInTransaction=false");
        Cli.Write("sql/V2__b.sql", "select 2");

        var run = await RunAsync("migrate");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal("1|1|t\n2|2|t", await HistoryInRankOrderAsync());
    }

    [Fact]
    public async Task Outside_a_transaction_may_take_the_next_rank_itself()
    {
        Cli.Write("sql/V1__a.sql", Columns + "select 1 + count(*), '0.5', 'by hand', 'SQL', 'V0.5__x.sql', null, 'me', 0, true from flyway_schema_history");
        Cli.Write("sql/V1__a.sql.conf", "executeInTransaction=false");
        Cli.Write("sql/V2__b.sql", "select 2");

        var run = await RunAsync("migrate");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal("1|0.5|t\n2|1|t\n3|2|t", await HistoryInRankOrderAsync());
    }

    [Fact]
    public async Task Outside_a_transaction_that_fails_then_leaves_its_failed_row_behind_those_it_wrote()
    {
        Cli.Write("sql/V1__a.sql", Columns + "values (1, '0.5', 'by hand', 'SQL', 'V0.5__x.sql', null, 'me', 0, true);\nselect 1/0;");
        Cli.Write("sql/V1__a.sql.conf", "executeInTransaction=false");

        var run = await RunAsync("migrate");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("1|0.5|t\n2|1|f", await HistoryInRankOrderAsync());
    }

    [Fact]
    public async Task That_leaves_a_failed_row_ends_the_run()
    {
        Cli.Write("sql/V1__a.sql", Columns + "values (1, '0.5', 'by hand', 'SQL', 'V0.5__x.sql', null, 'me', 0, false)");
        Cli.Write("sql/V2__b.sql", "create table must_not_be(i int)");

        var run = await RunAsync("migrate");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("1|0.5|f\n2|1|t", await HistoryInRankOrderAsync());
        Assert.DoesNotContain("must_not_be", await ObjectsAsync(Database), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("discard all")]
    [InlineData("select pg_advisory_unlock_all()")]
    public async Task That_gives_up_the_lock_is_followed_by_a_run_that_holds_it(string statement)
    {
        Cli.Write("sql/V1__a.sql", statement);
        Cli.Write("sql/V2__b.sql", "create table locks as select objid from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()");

        var run = await RunAsync("migrate");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal(["1"], await Database.QueryColumnAsync("select count(*) from locks"));
        Assert.Equal("1|1|t\n2|2|t", await HistoryInRankOrderAsync());
    }
}
