using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Tests.Commands;

public sealed class A_script_with_an_error
{
    [Fact]
    public async Task Is_told_by_file_line_and_column_with_a_caret()
    {
        await using var project = await Project.CreateAsync(
            ("V1__a.sql", "create table t(i int);\n\n-- größe\nselect i,\n  'äöü', missing\nfrom t;\nselect 1;\n"));
        var error = await project.FailAsync();
        Assert.Equal((ErrorCode.FailedVersionedMigration, "42703"), (error.Code, error.SqlState));
        var place = error.Place!;
        Assert.Equal((project["V1__a.sql"], 4, 5, 10), (place.Path, place.StatementLine, place.Line, place.Column));
        Assert.Contains($"Location   : {project["V1__a.sql"]}:5:10\nLine       : 4\n", error.Message, StringComparison.Ordinal);
        var lines = place.Excerpt!.Split('\n');
        var at = Array.FindIndex(lines, line => line.Contains("missing", StringComparison.Ordinal));
        Assert.Equal(lines[at].IndexOf("missing", StringComparison.Ordinal), lines[at + 1].IndexOf('^', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(10)]
    [InlineData((1 << 18) - 1)]
    [InlineData(3_000_000)]
    public async Task Is_told_for_a_byte_that_is_no_UTF_8_however_far_behind(int at)
    {
        await using var project = await Project.CreateAsync();
        await File.WriteAllBytesAsync(project["V1__a.sql"], [.. Enumerable.Repeat((byte)'-', at), 0xE9, .. Enumerable.Repeat((byte)'-', 100)]);

        var error = await project.FailAsync();

        Assert.Contains($"'{project["V1__a.sql"]}' is not a text in UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_told_for_the_end_of_a_long_one_that_comes_first()
    {
        var statements = string.Concat(Enumerable.Repeat("select '${flyway:user}';\n", 200_000));
        await using var project = await Project.CreateAsync(("V1__a.sql", statements + "select 'no end"));

        var error = await project.FailAsync();

        Assert.Contains($"{project["V1__a.sql"]}:200001:8", error.Message, StringComparison.Ordinal);
        Assert.Empty(await project.HistoryAsync());
    }

    [Fact]
    public async Task Is_told_where_it_stands_before_placeholders_are_replaced()
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "select '${long}', missing;"));
        var error = await project.FailAsync(configuration => configuration with
        {
            Placeholders = new Dictionary<string, string> { ["long"] = "a\nvery long\ntext" },
        });
        Assert.Equal((1, 19), (error.Place!.Line, error.Place.Column));
    }

    [Fact]
    public async Task Is_told_with_detail_hint_and_context_of_the_server()
    {
        await using var project = await Project.CreateAsync(
            ("V1__a.sql", "do $$ begin raise exception 'it broke' using detail = 'the detail', hint = 'the hint', errcode = 'P0042'; end $$;"));
        var error = await project.FailAsync();
        Assert.Equal("P0042", error.SqlState);
        foreach (var line in new[]
        {
            "SQL State  : P0042\n", "Message    : ERROR: it broke\n", "Detail     : the detail\n", "Hint       : the hint\n", "Context    : PL/pgSQL function",
        })
        {
            Assert.Contains(line, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Is_told_by_its_own_statement_out_of_many_sent_together()
    {
        var inserts = Enumerable.Range(1, 2500).Select(i => $"insert into t values ({(i == 1700 ? "'x'" : $"{i}")});\n");
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table t(i int);\n" + string.Concat(inserts)));
        var error = await project.FailAsync();
        Assert.Equal(("22P02", 1701, 23), (error.SqlState, error.Place!.StatementLine, error.Place.Column));
    }

    [Theory]
    [InlineData("select 1;\n/* never\n closed", 2)]
    [InlineData("select 1;\n\nselect 'never\n closed;", 3)]
    [InlineData("select e'never\\';\n", 1)]
    [InlineData("select 1;\ncreate function f() returns int language sql as $body$\nselect 1;\n", 2)]
    [InlineData("select 1;\nselect \"never\n;", 2)]
    [InlineData("create table t(i int);\ncopy t from stdin;\n1\n2\n", 2)]
    public async Task Is_told_by_the_line_where_something_unterminated_began(string script, int line)
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", script));
        var error = await project.FailAsync();
        Assert.Equal(ErrorCode.FailedVersionedMigration, error.Code);
        Assert.Equal((project["V1__a.sql"], line), (error.Place!.Path, error.Place.Line));
        Assert.Empty(await project.HistoryAsync());
        Assert.Empty(await project.TablesAsync());
    }

    [Theory]
    [InlineData("\\copy t from 'x'", "\\copy")]
    [InlineData("\\connect other", "\\connect")]
    [InlineData("select 1;\n\\set x 1\n", "\\set")]
    public async Task Is_refused_by_name_when_it_is_a_command_of_psql(string script, string command)
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", script));
        Assert.Contains(command, (await project.FailAsync()).Message, StringComparison.Ordinal);
        Assert.Empty(await project.HistoryAsync());
    }

    [Fact]
    public async Task Is_told_by_the_copy_statement_whose_rows_nobody_takes()
    {
        await using var project = await Project.CreateAsync(("V1__a.sql", "create table t(i int);\ncopy t to stdout;\n"));
        var error = await project.FailAsync();
        Assert.Equal((ErrorCode.FailedVersionedMigration, "0A000", 2), (error.Code, error.SqlState, error.Place!.StatementLine));
        Assert.Empty(await project.TablesAsync());
        Assert.Empty(await project.HistoryAsync());
    }

    [Fact]
    public async Task Is_told_by_the_copy_statement_when_its_data_is_bad()
    {
        await using var project = await Project.CreateAsync(
            ("V1__a.sql", "create table t(i int);\n-- data\ncopy t from stdin;\n1\nx\n\\.\n"));
        var error = await project.FailAsync();
        Assert.Equal(("22P02", 3), (error.SqlState, error.Place!.StatementLine));
        Assert.Contains("COPY t, line 2, column i: \"x\"", error.Message, StringComparison.Ordinal);
        Assert.Empty(await project.TablesAsync());
    }
}
