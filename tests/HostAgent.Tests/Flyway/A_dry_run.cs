using Daybreak.Testing;

namespace Daybreak.HostAgent.Tests.Flyway;

public sealed class A_dry_run : FlywayProject
{
    [Fact]
    public async Task Changes_nothing_and_names_what_would_run()
    {
        Cli.Write("sql/V1__a.sql", "create table a(i int)");
        Cli.Write("sql/beforeMigrate.sql", "create table by_callback(i int)");
        Cli.Write("sql/afterConnect.sql", "create table by_connect(i int)");

        var run = await RunAsync("migrate", "-dryRunOutput=dry.sql", "-schemas=app");

        Assert.Equal((0, "Dry run: nothing was applied; the SQL of 1 migration is in dry.sql\n"), (run.ExitCode, run.Output));
        Assert.Equal(string.Empty, await ObjectsAsync(Database));
        Assert.Equal(["0"], await Database.QueryColumnAsync("select count(*) from pg_namespace where nspname = 'app'"));
        var script = Script();
        Assert.StartsWith(
            $"-- Dry run: nothing of this has been executed.\n-- Database: {Database.Name}\n-- Schema: \"app\"\n-- Version: << Empty Schema >>\n-- Written: ",
            script,
            StringComparison.Ordinal);
        Assert.Contains("CREATE SCHEMA \"app\"", script, StringComparison.Ordinal);
        Assert.Contains("create table by_callback", script, StringComparison.Ordinal);
        Assert.Contains("create table by_connect", script, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Cli.Directory, "*.partial"));
    }

    [Fact]
    public async Task Gives_what_migrate_gives_when_its_script_is_run()
    {
        Cli.Write("sql/V1__a.sql", "create table a(i int, t text); -- the ${who}'s\ninsert into a values (1, 'it''s; $1') -- no semicolon here");
        Cli.Write("sql/V2__copy.sql", "copy a from stdin;\n2\ttwo; 'x'\n3\t\\N\n\\.\ninsert into a values (4, 'four');\n");
        Cli.Write("sql/V3__concurrently.sql", "create index concurrently a_i on a(i);");
        Cli.Write("sql/V4__function.sql", "create function f() returns int language plpgsql as $body$ begin return 1; end $body$;");
        Cli.Write("sql/V5__own.sql", "begin; create table own(i int); commit;");
        Cli.Write("sql/V6__two.sql", "create table t1(i int); commit; create table t2(i int);");
        Cli.Write("sql/V7__empty.sql", "-- nothing\n");
        Cli.Write("sql/R__view.sql", "create or replace view v as select * from a;");
        Cli.Write("sql/afterEachMigrate.sql", "insert into app.log values ('${flyway:filename}');");
        Cli.Write("sql/beforeMigrate.sql", "create table if not exists app.log(t text);");
        string[] arguments = ["migrate", "-schemas=app", "-placeholders.who=owner"];
        Assert.Equal(0, (await RunAsync([.. arguments, "-dryRunOutput=dry/V1__dry.sql".Replace("dry/", string.Empty, StringComparison.Ordinal)])).ExitCode);
        await using var replayed = await TestDatabase.CreateAsync();

        // Every statement of the script by itself, as psql sends it; the run has a history table of its own.
        Cli.Write("dry/V1__dry.sql", await File.ReadAllTextAsync(Path.Combine(Cli.Directory, "V1__dry.sql")));
        Cli.Write("dry/V1__dry.sql.conf", "executeInTransaction=false");
        var replay = await RunAsync(replayed, "dry", "migrate", "-table=replay", "-placeholderReplacement=false");
        var real = await RunAsync(arguments);

        Assert.True(replay.ExitCode == 0, replay.All);
        Assert.True(real.ExitCode == 0, real.All);
        Assert.Equal(await ObjectsAsync(Database), await ObjectsAsync(replayed));
        const string Rows = "select concat_ws('|', installed_rank, version, description, type, script, checksum, installed_by, success) "
            + "from app.flyway_schema_history order by installed_rank";
        Assert.Equal(await Database.QueryColumnAsync(Rows), await replayed.QueryColumnAsync(Rows));
        const string Data = "select concat_ws('|', i, t) from app.a order by i";
        Assert.Equal(["1|it's; $1", "2|two; 'x'", "3", "4|four"], await replayed.QueryColumnAsync(Data));
        Assert.Equal(await Database.QueryColumnAsync("select t from app.log"), await replayed.QueryColumnAsync("select t from app.log"));
    }

    [Fact]
    public async Task Is_written_to_what_a_link_leads_to()
    {
        Cli.Write("sql/V1__a.sql", "create table a(i int)");
        Cli.Write("real.sql", "-- of the run before\n");
        var link = Path.Combine(Cli.Directory, "dry.sql");
        File.CreateSymbolicLink(link, "real.sql");

        Assert.Equal(0, (await RunAsync("migrate", "-dryRunOutput=dry.sql")).ExitCode);

        Assert.Equal("real.sql", new FileInfo(link).LinkTarget);
        var script = await File.ReadAllTextAsync(Path.Combine(Cli.Directory, "real.sql"));
        Assert.Contains("create table a(i int)", script, StringComparison.Ordinal);
        Assert.DoesNotContain("of the run before", script, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_written_to_a_pipe_which_stays_one()
    {
        Cli.Write("sql/V1__a.sql", "create table a(i int)");
        var pipe = Path.Combine(Cli.Directory, "pipe.sql");
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe]))
        {
            await made.WaitForExitAsync();
            Assert.Equal(0, made.ExitCode);
        }

        var reading = Task.Run(() => File.ReadAllText(pipe));

        var run = await RunAsync("migrate", "-dryRunOutput=pipe.sql");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Contains("create table a(i int)", await reading.WaitAsync(TimeSpan.FromSeconds(30)), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Cli.Directory, "*.partial"));
    }

    [Fact]
    public async Task Continues_where_the_history_ends()
    {
        Cli.Write("sql/V1__a.sql", "create table a(i int)");
        await RunAsync("migrate");
        Cli.Write("sql/V2__b.sql", "create table b(i int)");

        var run = await RunAsync("migrate", "-dryRunOutput=dry.sql", "-installedBy=O'Brien");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("-- Version: 1\n", Script(), StringComparison.Ordinal);
        Assert.Contains("VALUES (2, '2', 'b', 'SQL', 'V2__b.sql', ", Script(), StringComparison.Ordinal);
        Assert.Contains("'O''Brien'", Script(), StringComparison.Ordinal);
        Assert.DoesNotContain("create table a", Script(), StringComparison.Ordinal);
        Assert.Equal(["1"], await Database.QueryColumnAsync("select count(*) from flyway_schema_history"));
    }

    [Fact]
    public async Task Of_undo_writes_the_undo_files()
    {
        Cli.Write("sql/V1__a.sql", "create table a(i int)");
        Cli.Write("sql/U1__a.sql", "drop table a");
        await RunAsync("migrate");

        var run = await RunAsync("undo", "-dryRunOutput=dry.sql");

        Assert.Equal((0, "Dry run: nothing was undone; the SQL of 1 undo migration is in dry.sql\n"), (run.ExitCode, run.Output));
        Assert.Contains("drop table a\n;", Script(), StringComparison.Ordinal);
        Assert.Contains("'UNDO_SQL'", Script(), StringComparison.Ordinal);
        Assert.Equal(["1"], await Database.QueryColumnAsync("select count(*) from flyway_schema_history"));
    }

    [Fact]
    public async Task Of_a_script_that_cannot_be_read_writes_no_file()
    {
        Cli.Write("sql/V1__a.sql", "create table a(i int);\nselect 'open");

        var run = await RunAsync("migrate", "-dryRunOutput=dry.sql");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("V1__a.sql", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Cli.Directory, "dry.sql*"));
    }

    [Fact]
    public async Task Keeps_initSql_from_writing()
    {
        Cli.Write("sql/V1__a.sql", "create table a(i int)");

        var run = await RunAsync("migrate", "-dryRunOutput=dry.sql", "-initSql=create table by_init(i int)");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("read-only transaction", run.Error, StringComparison.Ordinal);
        Assert.Equal(string.Empty, await ObjectsAsync(Database));
    }

    [Theory]
    [InlineData("baseline")]
    [InlineData("repair")]
    [InlineData("clean")]
    public async Task Of_another_command_that_writes_is_refused(string command)
    {
        var run = await RunAsync(command, "-dryRunOutput=dry.sql", "-cleanDisabled=false");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"dryRunOutput is for migrate and undo: {command} would change the database", run.Error, StringComparison.Ordinal);
    }

    private string Script() => File.ReadAllText(Path.Combine(Cli.Directory, "dry.sql"));
}
