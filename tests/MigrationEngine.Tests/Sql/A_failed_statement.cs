using System.Text;
using Daybreak.MigrationEngine.Sql;

namespace Daybreak.MigrationEngine.Tests.Sql;

public sealed class A_failed_statement
{
    [Theory]
    [InlineData("select 1;\n\n  select nosuch;", 8, 3, 10)]
    [InlineData("-- é\nselect 'é', nosuch;", 18, 2, 13)]
    [InlineData("select\r\n\tnosuch", 10, 2, 2)]
    [InlineData("select '${two}', nosuch", 15, 1, 18)]
    [InlineData("select '${two}',\n nosuch", 16, 2, 2)]
    [InlineData("select '${two}', nosuch", 10, 1, 9)]
    [InlineData("select 1", 99, 1, 9)]
    public async Task Is_found_in_the_file_by_the_servers_position(string script, int character, int line, int column) =>
        Assert.Equal(new SourcePosition(line, column), StatementLocator.Locate(await LastAsync(script), character));

    [Fact]
    public async Task Shows_its_first_lines_and_a_caret() => Assert.Equal(
        """
         3 | create table a (
         4 |   i int, -- é
         5 |     j int,
           | …
         9 |   世 nosuch,
           |     ^

        """.ReplaceLineEndings("\n"),
        await ExcerptAsync(
            "-- first\n-- comment\ncreate table a (\n  i int, -- é\n\tj int,\n  k int,\n  l int,\n  m int,\n  世 nosuch,\n  z int)",
            "nosuch"));

    [Fact]
    public async Task Puts_the_caret_under_a_line_already_shown() =>
        Assert.Equal(
            " 1 | select\n 2 |     nosuch\n   |     ^\n 3 | from t\n   | …\n",
            await ExcerptAsync("select\n\tnosuch\nfrom t\nwhere x", "nosuch"));

    [Fact]
    public async Task Shows_the_next_line_without_a_gap() =>
        Assert.Equal(" 1 | a\n 2 | b\n 3 | c\n 4 | d\n   | ^\n", await ExcerptAsync("a\nb\nc\nd\ne", "d"));

    [Fact]
    public async Task Has_no_caret_without_a_position() => Assert.Equal(" 1 | select 1/0\n", await ExcerptAsync("select 1/0", null));

    [Fact]
    public async Task Cuts_a_long_line_around_the_caret()
    {
        var statement = "select " + new string('x', 50_000) + ", nosuch, " + new string('y', 50_000);
        var lines = (await ExcerptAsync(statement, "nosuch")).Split('\n');
        Assert.InRange(lines[0].Length, 60, 140);
        Assert.Equal("nosuch", lines[0].Substring(lines[1].IndexOf('^', StringComparison.Ordinal), 6));
    }

    private static async Task<string> ExcerptAsync(string script, string? marked)
    {
        var statement = await LastAsync(script);
        int? position = marked is null ? null : new StringInRunes(statement.Text).IndexOf(marked) + 1;
        return ErrorExcerpt.Format(statement, position);
    }

    private static async Task<SqlStatement> LastAsync(string script)
    {
        var options = new SqlScriptReaderOptions { PlaceholderValue = n => n == "two" ? "t\nw" : null };
        using var reader = new SqlScriptReader(new MemoryStream(Encoding.UTF8.GetBytes(script)), options);
        var last = default(SqlStatement);
        while (await reader.ReadAsync(CancellationToken.None))
        {
            last = reader.Current with { Utf8 = reader.Current.Utf8.ToArray(), Replacements = reader.Current.Replacements.ToArray() };
        }
        return last;
    }

    private sealed record StringInRunes(string Text)
    {
        public int IndexOf(string part) => Text[..Text.IndexOf(part, StringComparison.Ordinal)].EnumerateRunes().Count();
    }
}
