using System.Globalization;
using System.Text;
using Daybreak.EndToEnd.Tests.Processes;
using Daybreak.Testing;

namespace Daybreak.EndToEnd.Tests.CommandLine;

/// <summary>What at least one of DbUp, Evolve, grate, dbmate, node-pg-migrate, postgrator and sqitch fails at, on the shipped executable.</summary>
public sealed class What_other_tools_stumble_over : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("daybreak-cli-e2e-").FullName;
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Theory]
    [InlineData("create index concurrently a_i on a (i);")]
    [InlineData("create index concurrently a_i on a (i);\n-- and again\nCREATE UNIQUE INDEX CONCURRENTLY a_u ON a (i);\nreindex (concurrently) index a_i;")]
    public async Task Indexes_that_are_created_concurrently(string script)
    {
        Write("V1__a.sql", "create table a (i int);");
        Write("V2__index.sql", script);

        await SucceedAsync("migrate");

        Assert.Equal(["t"], await _database.QueryColumnAsync("select bool_and(indisvalid) from pg_index where indrelid = 'a'::regclass"));
        Assert.Equal(["1", "2"], await AppliedAsync());
    }

    [Fact]
    public async Task Data_of_COPY_in_the_script()
    {
        Write("V1__a.sql", "create table a (i int, t text);\ncopy a (i, t) from stdin;\n1\tone; 'quoted'\n2\t\\N\n\\.\ninsert into a values (3, '${x}');\n");

        await SucceedAsync("-placeholders.x=three", "migrate");

        Assert.Equal(["1 one; 'quoted'", "2", "3 three"], await _database.QueryColumnAsync("select concat_ws(' ', i, t) from a order by i"));
    }

    [Theory]
    [InlineData("create function f() returns int language plpgsql as $body$ begin return 1; end; $body$;")]
    [InlineData("create function f() returns int language plpgsql as $name$\nbegin\n  return 1; -- ; $body$\nend $name$;")]
    [InlineData("create function f() returns int language plpgsql as $_$ declare v text := $a$;$a$; begin return 1; end $_$;")]
    [InlineData("create function f() returns int language plpgsql as 'begin return 1; end';")]
    public async Task Bodies_of_functions(string function)
    {
        Write("V1__f.sql", function + "\ncreate table after_it (i int default f());");

        await SucceedAsync("migrate");

        Assert.Equal(["1"], await _database.QueryColumnAsync("select f()"));
        Assert.Equal(["1"], await AppliedAsync());
    }

    [Fact]
    public async Task Bodies_of_functions_in_SQL()
    {
        Write(
            "V1__f.sql",
            "create table a (i int);\ncreate procedure p(x int) language sql begin atomic\n  insert into a values (x);\n"
            + "  insert into a select case when x > 0 then 2 else 3 end;\nend;\ncall p(1);");
        if (await _database.MajorVersionAsync() < 14)
        {
            Assert.Contains("syntax error at or near \"begin\"", (await RunAsync("migrate")).Error, StringComparison.Ordinal);
            return;
        }

        await SucceedAsync("migrate");

        Assert.Equal(["1", "2"], await _database.QueryColumnAsync("select i from a order by i"));
    }

    [Fact]
    public async Task A_file_that_is_edited_after_it_was_applied()
    {
        Write("V1__a.sql", "create table a (i int);");
        await SucceedAsync("migrate");
        Write("V1__a.sql", "create table a (i bigint);");

        var run = await RunAsync("migrate");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("checksum mismatch for migration version 1", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_comes_late()
    {
        Write("V2__b.sql", "create table b (i int);");
        await SucceedAsync("migrate");
        Write("V1__a.sql", "create table a (i int);");

        var run = await RunAsync("migrate");
        await SucceedAsync("-outOfOrder=true", "migrate");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("resolved migration not applied to database: 1", run.Error, StringComparison.Ordinal);
        Assert.Equal(["2", "1"], await AppliedAsync());
    }

    [Fact]
    public async Task Three_processes_at_once()
    {
        for (var version = 1; version <= 30; version++)
        {
            Write($"V{version}__t.sql", $"create table t{version} (i int);\ninsert into t{version} select generate_series(1, 100);");
        }

        var runs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RunAsync("migrate")));

        Assert.All(runs, run => Assert.True(run.ExitCode == 0, run.All));
        Assert.Equal(Enumerable.Range(1, 30).Select(version => $"{version}"), await AppliedAsync());
        Assert.Equal(30, runs.Sum(run => run.All.Split("Migrating schema").Length - 1));
    }

    [Fact]
    public async Task A_file_that_dies_midway()
    {
        Write("V1__a.sql", "create table a (i int);\ninsert into a values (1);\n\n  insert into a values ('x');\n");

        var run = await RunAsync("migrate");

        Assert.Equal(1, run.ExitCode);
        Assert.Matches(@"V1__a\.sql:4:25", run.Error);
        Assert.Empty(await AppliedAsync());
        Assert.Equal(["0"], await _database.QueryColumnAsync("select count(*) from pg_class where relname = 'a'"));
    }

    [Fact]
    public async Task A_hundred_thousand_INSERTs()
    {
        var script = new StringBuilder("create table a (i int, t text);\n");
        for (var i = 0; i < 100_000; i++)
        {
            script.Append(CultureInfo.InvariantCulture, $"insert into a (i, t) values ({i}, 'a text that is long enough to make some ten megabytes of it; {i}');\n");
        }

        Write("V1__a.sql", script.ToString());

        await SucceedAsync("migrate");

        Assert.Equal(["100000"], await _database.QueryColumnAsync("select count(distinct i) from a"));
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_directory, name), text);

    private Task<IReadOnlyList<string?>> AppliedAsync() =>
        _database.QueryColumnAsync("select version from flyway_schema_history where success order by installed_rank");

    private async Task SucceedAsync(params string[] arguments)
    {
        var run = await RunAsync(arguments);
        Assert.True(run.ExitCode == 0, run.All);
    }

    private Task<ExecutableResult> RunAsync(params string[] arguments) => Executable.RunAsync(
        Repository.Agent,
        [$"-url={_database.Url}", $"-user={_database.User}", $"-locations=filesystem:{_directory}", .. arguments],
        new Dictionary<string, string> { ["FLYWAY_PASSWORD"] = _database.Password });
}
