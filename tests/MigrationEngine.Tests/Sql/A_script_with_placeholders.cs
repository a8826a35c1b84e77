using System.Text;
using Daybreak.MigrationEngine.Sql;

namespace Daybreak.MigrationEngine.Tests.Sql;

public sealed class A_script_with_placeholders
{
    private static readonly Dictionary<string, string> Values = new(StringComparer.OrdinalIgnoreCase)
    {
        ["x"] = "v",
        ["empty"] = "",
        ["again"] = "${x}",
        ["semi"] = "a;b",
        ["name"] = "tab",
        ["größe"] = "世",
        [" x "] = "blank",
        ["two"] = "create table w1(i int); create table w2(i int);",
        ["lines"] = "a\nb\nc",
        ["end"] = "x */ y",
    };

    [Theory]
    [InlineData("'${x}' '${X}'", "'v' 'v'")]
    [InlineData("$${x} \\${x} $ {x} {x}", "$${x} \\v $ {x} {x}")]
    [InlineData("$$${x}", "$$v")]
    [InlineData("$x$ '$${x}$$' || '${x}' $x$", "$x$ '$${x}$$' || 'v' $x$")]
    [InlineData("${x}${x}${empty}${x}", "vvv")]
    [InlineData("${x}$${x}", "v$${x}")]
    [InlineData("${empty}${again}", "${x}")]
    [InlineData("${GRÖSSE}${größe}", null)]
    [InlineData("${größe}${GRÖßE}", "世世")]
    [InlineData("${ x }", "blank")]
    [InlineData("a$", "a$")]
    [InlineData("a$$", "a$$")]
    public void Is_replaced_by_Flyways_rules(string source, string? expected)
    {
        foreach (var size in new[] { 1, 2, 3, 1000 })
        {
            if (expected is null)
            {
                Assert.Throws<SqlScriptException>(() => Replace(source, new PlaceholderOptions(), size));
            }
            else
            {
                Assert.Equal(expected, Replace(source, new PlaceholderOptions(), size));
            }
        }
    }

    [Theory]
    [InlineData("#[", "]", "'${x}' #[x] ##[x] #[X]", "'${x}' v ##[x] v")]
    [InlineData("@@", "@@", "@@x@@ @x@ @@@x@@", "v @x@ ")]
    [InlineData("«", "»", "«x» \u00c2 «X»", "v \u00c2 v")]
    [InlineData("${", "}}", "${x}} ${empty}}.", "v .")]
    public void Takes_its_marks_from_the_settings(string prefix, string suffix, string source, string expected)
    {
        var values = new Dictionary<string, string>(Values, StringComparer.OrdinalIgnoreCase) { ["@x"] = "" };
        foreach (var size in new[] { 1, 3, 1000 })
        {
            Assert.Equal(expected, Replace(source, new PlaceholderOptions { Prefix = prefix, Suffix = suffix }, size, values));
        }
    }

    [Fact]
    public async Task Is_replaced_before_it_is_read_as_SQL()
    {
        var items = await Read(
            "-- ${end}\ncreate table ${name}(x text);\ndo $b$ '${x}' $b$;\ncopy ${name} from stdin;\n${x}3\n\\.\nselect '${semi}'; ${two}");
        Assert.Equal(
            [
                "-- x */ y\ncreate table tab(x text)", "do $b$ 'v' $b$", "copy tab from stdin", "v3\n", "select 'a;b'",
                "create table w1(i int)", "create table w2(i int)",
            ],
            items.Select(i => i.Text));
    }

    [Fact]
    public async Task Tells_places_in_the_file_and_not_in_the_replaced_text()
    {
        var items = await Read("select '${lines}'; select 1;\nselect ${x}; ${two}\n\nselect 3;");
        Assert.Equal(
            [new SourcePosition(1, 1), new(1, 20), new(2, 1), new(2, 14), new(2, 14), new(4, 1)],
            items.Select(i => i.Start));
    }

    [Theory]
    [InlineData(
        "select 1;\n-- ${nope}\n",
        SqlScriptErrorCode.PlaceholderWithoutValue,
        "No value provided for placeholder: ${nope}.  Check your configuration!")]
    [InlineData(
        "\n  ${flyway:nosuch}",
        SqlScriptErrorCode.PlaceholderWithoutValue,
        "Failed to populate value for default placeholder: ${flyway:nosuch}")]
    public async Task Without_a_value_is_refused(string script, string code, string message)
    {
        var failure = await Script.FailureAsync(script, Values.GetValueOrDefault);
        Assert.Equal((code, message), (failure.Code, failure.Message));
        Assert.Equal(2, failure.Position.Line);
        Assert.Contains(failure.Position.Column, new[] { 3, 4 });
    }

    [Fact]
    public async Task Names_the_place_where_an_open_placeholder_began()
    {
        var failure = await Script.FailureAsync("select 1;\nselect '${x'\n;\n", Values.GetValueOrDefault);
        Assert.Equal(("UNTERMINATED_PLACEHOLDER", new SourcePosition(2, 9)), (failure.Code, failure.Position));
        var long_ = await Script.FailureAsync("${" + new string('x', 200_000), Values.GetValueOrDefault);
        Assert.Equal("UNTERMINATED_PLACEHOLDER", long_.Code);
    }

    [Fact]
    public async Task Is_left_alone_when_replacement_is_off() =>
        Assert.Equal(["select '${x}'"], await Script.TextsAsync("select '${x}'"));

    [Fact]
    public async Task May_have_values_larger_than_the_window()
    {
        var value = new string('v', 300_000);
        var items = await Script.ReadAsync("select '${x}' || '${x}'; select 2", _ => value);
        Assert.Equal(["select '" + value + "' || '" + value + "'", "select 2"], items.Select(i => i.Text));
    }

    [Fact]
    public void Needs_marks()
    {
        var options = new SqlScriptReaderOptions { PlaceholderValue = _ => "", Placeholders = new() { Suffix = "" } };
        Assert.Throws<ArgumentException>(() => new SqlScriptReader(Stream.Null, options));
    }

    private static Task<List<ScriptItem>> Read(string script) => Script.ReadAsync(script, Values.GetValueOrDefault);

    private static string Replace(string source, PlaceholderOptions options, int size, Dictionary<string, string>? values = null)
    {
        var replacer = new PlaceholderReplacer(options, (values ?? Values).GetValueOrDefault);
        var result = new System.Buffers.ArrayBufferWriter<byte>();
        foreach (var chunk in Encoding.UTF8.GetBytes(source).Chunk(size))
        {
            replacer.Append(chunk, result);
        }
        replacer.Complete(result);
        var whole = PlaceholderReplacer.ReplaceAll(Encoding.UTF8.GetBytes(source), options, (values ?? Values).GetValueOrDefault);
        Assert.Equal(whole, result.WrittenSpan.ToArray());
        return Encoding.UTF8.GetString(whole);
    }
}
