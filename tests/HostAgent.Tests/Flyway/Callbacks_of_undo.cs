namespace Daybreak.HostAgent.Tests.Flyway;

public sealed class Callbacks_of_undo : FlywayProject
{
    [Fact]
    public async Task Run_around_undo_each_file_and_each_statement()
    {
        await PrepareAsync("drop table a; select 1");
        foreach (var name in new[]
        {
            "beforeUndo", "beforeEachUndo", "beforeEachUndoStatement", "afterEachUndoStatement", "afterEachUndo", "afterUndo", "afterUndoError",
            "afterEachUndoError", "afterEachUndoStatementError",
        })
        {
            Note(name);
        }

        var run = await RunAsync("undo");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal(
            "beforeUndo,beforeEachUndo,beforeEachUndoStatement,afterEachUndoStatement,beforeEachUndoStatement,afterEachUndoStatement,afterEachUndo,afterUndo",
            await NotesAsync());
    }

    [Fact]
    public async Task Of_errors_run_after_the_rollback()
    {
        await PrepareAsync("drop table a; select 1/0");
        Note("beforeEachUndo");
        Note("afterEachUndoStatementError");
        Note("afterEachUndoError");
        Note("afterUndoError");

        var run = await RunAsync("undo");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("division by zero", run.Error, StringComparison.Ordinal);
        Assert.Equal("afterEachUndoStatementError,afterEachUndoError,afterUndoError", await NotesAsync());
        Assert.Equal(["1"], await Database.QueryColumnAsync("select count(*) from pg_class where relname = 'a'"));
    }

    [Fact]
    public async Task Of_an_error_that_fail_themselves_do_not_hide_it()
    {
        await PrepareAsync("select 1/0");
        Cli.Write("sql/afterUndoError.sql", "select * from nowhere");

        var run = await RunAsync("undo");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("division by zero", run.Error, StringComparison.Ordinal);
        Assert.Contains("The callback afterUndoError failed too", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_group_all_is_undone_or_nothing()
    {
        await PrepareAsync("select 1/0");
        Cli.Write("sql/V2__b.sql", "create table b(i int)");
        Cli.Write("sql/U2__b.sql", "drop table b");
        await RunAsync("migrate");

        var run = await RunAsync("undo", "-target=1", "-group=true");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["1"], await Database.QueryColumnAsync("select count(*) from pg_class where relname = 'b'"));
        Assert.Equal("1|1|t\n2|2|t", await HistoryInRankOrderAsync());
    }

    [Fact]
    public async Task In_a_group_refuse_what_cannot_be_undone_in_one_transaction_beside_what_can()
    {
        await PrepareAsync("drop table a");
        Cli.Write("sql/V2__b.sql", "create table b(i int)");
        Cli.Write("sql/U2__b.sql", "vacuum");
        await RunAsync("migrate");

        var refused = await RunAsync("undo", "-target=1", "-group=true");
        var mixed = await RunAsync("undo", "-target=1", "-group=true", "-mixed=true");

        Assert.Equal((1, 0), (refused.ExitCode, mixed.ExitCode));
        Assert.Contains("First offending migration: \"2 b\" [non-transactional]", refused.Error, StringComparison.Ordinal);
        Assert.Equal("1|1|t\n2|2|t\n3|2|t\n4|1|t", await HistoryInRankOrderAsync());
    }

    private async Task PrepareAsync(string undo)
    {
        await Database.ExecuteAsync("create schema notes; create table notes.note(id serial, name text)");
        Cli.Write("sql/V1__a.sql", "create table a(i int)");
        Cli.Write("sql/U1__a.sql", undo);
        var run = await RunAsync("migrate");
        Assert.True(run.ExitCode == 0, run.All);
    }

    private void Note(string @event) => Cli.Write($"sql/{@event}.sql", $"insert into notes.note(name) values ('{@event}')");

    private async Task<string> NotesAsync() => string.Join(',', await Database.QueryColumnAsync("select name from notes.note order by id"));
}
