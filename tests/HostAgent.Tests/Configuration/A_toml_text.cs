using Daybreak.HostAgent.Configuration;

namespace Daybreak.HostAgent.Tests.Configuration;

public sealed class A_toml_text
{
    [Theory]
    [InlineData("a = \"x\"", "x")]
    [InlineData("a = 'C:\\x'", "C:\\x")]
    [InlineData("a = \"\\t\\\"\\\\\\u00e4\\U0001F600\"", "\t\"\\ä😀")]
    [InlineData("a = \"\"\"\nline 1\nline \"2\"\"\"\"\n", "line 1\nline \"2\"")]
    [InlineData("a = \"\"\"x \\\n   y\"\"\"", "x y")]
    [InlineData("a = '''\nit's \\n'''", "it's \\n")]
    [InlineData("a = true # comment", "true")]
    [InlineData("a = 1_000", "1000")]
    [InlineData("a = -1", "-1")]
    [InlineData("a = 1.5", "1.5")]
    [InlineData("  \"a\"=''", "")]
    [InlineData("# first\r\n\r\na = 'x'\r\n", "x")]
    public void Holds_values(string text, string expected) => Assert.Equal(expected, TomlText.Parse(text)["a"].Text);

    [Fact]
    public void Holds_tables_dotted_keys_and_inline_tables()
    {
        var values = TomlText.Parse("top = 1\n[ flyway ]\na.b = 2\nc = { d = 3, 'e f' = 4 }\n[environments.default] # x\nurl = 'u'\n[flyway.placeholders]\nname = 'n'");

        Assert.Equal(
            ["top", "flyway.a.b", "flyway.c.d", "flyway.c.e f", "environments.default.url", "flyway.placeholders.name"],
            values.Keys);
    }

    [Fact]
    public void Holds_lists_over_several_lines() =>
        Assert.Equal(["x,y", "z"], TomlText.Parse("a = [\n  'x,y', # comment\n  \"z\",\n]")["a"].Items!);

    [Theory]
    [InlineData("a = \"x", 1, 6, "Invalid End-Of-File found on string literal")]
    [InlineData("this is not toml", 1, 6, "Expecting `=`")]
    [InlineData("a = 1\na = 2", 2, 1, "already defined at (1,1)")]
    [InlineData("[a]\n[a]", 2, 1, "already defined at (1,1)")]
    [InlineData("a = maybe", 1, 5, "Unexpected token `maybe` for a value")]
    [InlineData("a = ", 1, 5, "Unexpected token `<eof>` for a value")]
    [InlineData("a = 1 b = 2", 1, 7, "Unexpected token found `b`")]
    [InlineData("a = [1, 2", 1, 10, "Expecting a closing `]`")]
    [InlineData("a = \"\\q\"", 1, 7, "Unexpected escape character [q]")]
    [InlineData("= 1", 1, 1, "Unexpected token [=]")]
    [InlineData("x = 1\n[[a]]", 2, 1, "Arrays of tables")]
    [InlineData("a = [[1]]", 1, 6, "Lists of lists")]
    public void That_is_wrong_says_where(string text, int line, int column, string message)
    {
        var error = Assert.Throws<TomlException>(() => TomlText.Parse(text));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (error.Line, error.Column));
    }
}
