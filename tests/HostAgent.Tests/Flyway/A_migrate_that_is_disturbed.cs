using System.Diagnostics;

namespace Daybreak.HostAgent.Tests.Flyway;

public sealed class A_migrate_that_is_disturbed : FlywayProject
{
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task By_a_signal_cancels_on_the_server_and_says_so_in_a_line(string signal)
    {
        Cli.Write("sql/V1__slow.sql", "create table a(i int); do $$ begin perform pg_sleep(60); end $$;");
        using var process = Start("migrate");
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await WaitAsync("select count(*) from pg_stat_activity where datname = current_database() and state = 'active' and query like '%pg_sleep(60)%' and pid <> pg_backend_pid()");

        using (var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await process.WaitForExitAsync();

        Assert.Equal((1, string.Empty), (process.ExitCode, await output));
        Assert.EndsWith("ERROR: Interrupted: the running statement was cancelled; what was not committed is rolled back.\n", await error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", await error, StringComparison.Ordinal);
        Assert.Equal(["0"], await Database.QueryColumnAsync("select count(*) from pg_class where relname = 'a'"));
        Assert.Equal(
            ["0"],
            await Database.QueryColumnAsync("select count(*) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())"));
    }

    [Fact]
    public async Task By_a_lost_connection_says_what_is_applied()
    {
        Cli.Write("sql/V1__a.sql", "create table a(i int)");
        Cli.Write("sql/V2__dies.sql", "create table b(i int); select pg_terminate_backend(pg_backend_pid());");
        Cli.Write("sql/afterMigrateError.sql", "select 1");

        var run = await RunAsync("migrate", "-outputType=json");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("to version \\u00222 - dies\\u0022 failed".Replace("\\u0022", "\\\"", StringComparison.Ordinal), run.Output, StringComparison.Ordinal);
        Assert.Contains("\"migrationsExecuted\": 1", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.All, StringComparison.Ordinal);
        Assert.Equal("1|1|t", await HistoryInRankOrderAsync());
    }

    [Fact]
    public async Task By_a_history_it_may_not_read_says_so_without_a_stack_trace()
    {
        await Database.ExecuteAsync("create table flyway_schema_history(nonsense int)");

        var run = await RunAsync("info", "-outputType=json");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("\"DB_CONNECTION\"", run.Output, StringComparison.Ordinal);
        Assert.Contains("42703", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_a_pick_that_names_nothing_names_it()
    {
        Cli.Write("sql/V1__a.sql", "create table a(i int)");

        var run = await RunAsync("migrate", "-cherryPick=1,7,no_such");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("cherryPick names what is not there: '7', 'no_such'", run.Error, StringComparison.Ordinal);
        Assert.Equal(["0"], await Database.QueryColumnAsync("select count(*) from pg_class where relname = 'a'"));
    }

    [Fact]
    public async Task By_a_callback_that_would_end_its_transaction_is_told_which()
    {
        Cli.Write("sql/V1__a.sql", "create table a(i int)");
        Cli.Write("sql/afterEachMigrate.sql", "select 1; commit; select 1/0");

        var run = await RunAsync("migrate");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("The callback 'afterEachMigrate.sql' is part of the migration's transaction", run.Error, StringComparison.Ordinal);
        Assert.Equal(["0"], await Database.QueryColumnAsync("select count(*) from pg_class where relname = 'a'"));
    }

    [Theory]
    [InlineData("\\restrict abc\ncreate table a(i int);\n\\unrestrict abc\n", 0, "")]
    [InlineData("\\connect other\n", 1, "\\connect")]
    [InlineData("\\echo hello\n", 1, "\\echo")]
    public async Task By_a_command_of_psql_passes_or_is_refused_by_name(string script, int exitCode, string named)
    {
        Cli.Write("sql/V1__a.sql", script);

        var run = await RunAsync("migrate");

        Assert.True(exitCode == run.ExitCode, run.All);
        Assert.Contains(named, run.Error, StringComparison.Ordinal);
    }

    private Process Start(string command)
    {
        // A shell ignores SIGINT for what it runs in the background, programs inherit that, and so would ours where the tests are run like that.
        var start = new ProcessStartInfo(
            "env",
            ["--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "daybreak.dll"), command, "-url=" + Database.Url, "-user=" + Database.User, "-locations=filesystem:sql"])
        {
            WorkingDirectory = Cli.Directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PGPASSWORD"] = Database.Password;
        return Process.Start(start)!;
    }

    private async Task WaitAsync(string countIsOne)
    {
        for (var tries = 0; (await Database.QueryColumnAsync(countIsOne))[0] != "1"; tries++)
        {
            Assert.True(tries < 600, "the migration did not begin to run");
            await Task.Delay(50);
        }
    }
}
