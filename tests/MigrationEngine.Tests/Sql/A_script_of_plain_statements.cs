using Daybreak.MigrationEngine.Sql;

namespace Daybreak.MigrationEngine.Tests.Sql;

public sealed class A_script_of_plain_statements
{
    [Theory]
    [InlineData("select 1;\nselect 2;\n", new[] { "select 1", "select 2" })]
    [InlineData(";;select 1;\n;;;insert into r values(1);;\n;", new[] { "select 1", "insert into r values(1)" })]
    [InlineData("", new string[0])]
    [InlineData("-- nothing\n/* here; */\n", new string[0])]
    [InlineData(";;\n;\n", new string[0])]
    [InlineData("select 1", new[] { "select 1" })]
    [InlineData("select 1 -- no delimiter", new[] { "select 1 -- no delimiter" })]
    [InlineData("-- why\nselect 1;", new[] { "-- why\nselect 1" })]
    [InlineData("\u00a0select 1;\n\u00a0\n", new[] { "select 1" })]
    [InlineData("-- c\n\u00a0\u3000select 1;", new[] { "select 1" })]
    [InlineData("select (1;2);select 3", new[] { "select (1;2)", "select 3" })]
    [InlineData("select 1); select 2", new[] { "select 1)", "select 2" })]
    [InlineData("select 1;   )\n", new[] { "select 1" })]
    [InlineData("select 1; ) ; )\n-- c\n) select 2;\nselect 3", new[] { "select 1", "select 2", "select 3" })]
    [InlineData("select 1; ();\n( ) ; (", new[] { "select 1" })]
    [InlineData("(select 1); (\n", new[] { "(select 1)" })]
    public async Task Is_split_at_the_semicolons(string script, string[] statements) =>
        Assert.Equal(statements, await Script.TextsAsync(script));

    [Theory]
    [InlineData("select 'a;''b;', 1; x")]
    [InlineData("select E'it\\'s; ok'; x")]
    [InlineData("comment on table r is e'it\\'s; ok'; x")]
    [InlineData("select E'\\\\'; x")]
    [InlineData("select E'a'\n'b\\'c;'; x")]
    [InlineData("select E'a' -- and\n 'b\\'c;'; x")]
    [InlineData("select 'a\\'; x")]
    [InlineData("select type'a\\'; x")]
    [InlineData("select U&'\\0441\\'; x")]
    [InlineData("select U&\"a;\"; x")]
    [InlineData("select B'1', X'1F', N'a;'; x")]
    [InlineData("create table \"a;\"\"b;\"(i int); x")]
    [InlineData("select $$;$$; x")]
    [InlineData("select $a$ $$; $b$; $a$; x")]
    [InlineData("select $été$;$été$; x")]
    [InlineData("select $a$$a;$a$; x")]
    [InlineData("select a$b$c; x")]
    [InlineData("select a$$; x")]
    [InlineData("select a1$1$; x")]
    [InlineData("execute p($1 || $2); x")]
    [InlineData("select $1$$;$$; x")]
    [InlineData("select /* a /* b; */ c; */ 1; x")]
    [InlineData("select 5--comment;\n+1; x")]
    [InlineData("select 5--comment;\r+1; x")]
    [InlineData("select 2*/* c; */3; x")]
    [InlineData("select 1 /**/; x")]
    public async Task Keeps_semicolons_that_are_quoted(string script)
    {
        var texts = await Script.TextsAsync(script);
        Assert.Equal([script[..^3], "x"], texts);
    }

    [Theory]
    [InlineData("\uFEFFselect 1;", "select 1")]
    [InlineData("\uFEFF\uFEFFselect 1;", "\uFEFFselect 1")]
    [InlineData("\uFEFF\uFEFF\uFEFFselect 1;", "\uFEFFselect 1")]
    [InlineData("\uFEFF", "")]
    [InlineData("select 1;\uFEFF\nselect '\uFEFF\uFEFF\uFEF0';", "select 1|select '\uFEFF\uFEF0'")]
    [InlineData("select 'ä\uFEFF€';\uFEFFselect 2\uFEFF", "select 'ä€'|select 2")]
    public async Task Drops_byte_order_marks_but_the_one_behind_another(string script, string texts)
    {
        for (var size = 1; size < 9; size++)
        {
            var items = await Script.ReadAsync(new ChunkedStream(System.Text.Encoding.UTF8.GetBytes(script), size));
            Assert.Equal(texts, string.Join('|', items.Select(item => item.Text)));
        }
    }

    [Theory]
    [InlineData(new byte[] { 0x27, 0xEF, 0x27 })]
    [InlineData(new byte[] { 0x27, 0xEF, 0xBB, 0x27 })]
    [InlineData(new byte[] { 0x78, 0xEF, 0xBB })]
    public async Task Keeps_what_only_begins_like_a_byte_order_mark(byte[] script)
    {
        for (var size = 1; size < 5; size++)
        {
            var item = Assert.Single(await Script.ReadAsync(new ChunkedStream(script, size)));
            Assert.Equal(script, System.Text.Encoding.Latin1.GetBytes(item.Text));
        }
    }

    [Fact]
    public async Task Tells_where_the_first_token_of_a_statement_stands()
    {
        var items = await Script.ReadAsync("select 1; select\n2;\r\n-- é\r\n/* x */ select 'é'; select 3;\rselect 4;");
        Assert.Equal(
            [new SourcePosition(1, 1), new(1, 11), new(4, 9), new(4, 21), new(5, 1)],
            items.Select(i => i.Start));
    }
}
