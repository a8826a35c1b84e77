using System.Text;
using System.Text.Json;

namespace Daybreak.HostAgent.Tests.Flyway;

public sealed class Hostile_files : FlywayProject
{
    private const string First = "1|1|a|SQL|V1__a.sql|-731837914|t";

    [Theory]
    [InlineData("create table b(i int);\nselect 'a\0b';\n", 2, 10)]
    [InlineData("create table b(i int);\0", 1, 23)]
    [InlineData("/* \0 */ select 1", 1, 4)]
    [InlineData("create function f() returns int language sql as $$ select 1 \0 $$;", 1, 61)]
    public async Task With_a_zero_byte_in_a_statement_change_nothing(string text, int line, int column)
    {
        WriteFirst();
        Cli.Write("sql/V9__x.sql", text);

        var error = await FailAsync("migrate");

        Assert.Equal("FAILED_VERSIONED_MIGRATION", error.Code);
        Assert.Contains("zero byte", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{PathOf("sql/V9__x.sql")}:{line}:{column}", error.Message, StringComparison.Ordinal);
        Assert.Equal(First, await HistoryAsync());
        Assert.DoesNotContain("public.b", await ObjectsAsync(Database), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_UTF_16_that_are_read_as_UTF_8_are_told_from_it()
    {
        Write("sql/V9__x.sql", Encoding.Unicode.GetBytes("create table b(i int);"));

        var error = await FailAsync("migrate");

        Assert.Contains("name the file's encoding if it is UTF-16", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("migrate", "-encoding=UTF-16LE")).ExitCode);
    }

    [Theory]
    [InlineData(4_095)]
    [InlineData(100_000)]
    [InlineData(2_000_000)]
    public async Task Have_their_encoding_detected_by_all_of_their_bytes(int before)
    {
        var x = new string('x', before);
        Write("sql/V1__latin.sql", Encoding.Latin1.GetBytes($"-- {x}\ncreate table latin as select 'é'::text t;\n"));
        Write("sql/V2__utf8.sql", Encoding.UTF8.GetBytes($"--{x[2..]}é{new string('x', 100_000)}\ncreate table utf8 as select 'é'::text t;\n"));
        Write("sql/V3__utf16.sql", Encoding.BigEndianUnicode.GetBytes($"-- {new string('é', before)}\ncreate table utf16 as select '{x}é'::text t;\n"));

        var run = await RunAsync("migrate", "-detectEncoding=true");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal(
            ["é", "é", "é"],
            await Database.QueryColumnAsync("select t from latin union all select t from utf8 union all select right(t, 1) from utf16"));
        Assert.Equal(0, (await RunAsync("validate", "-detectEncoding=true")).ExitCode);
    }

    [Fact]
    public async Task That_are_not_in_their_encoding_change_nothing()
    {
        WriteFirst();
        Write("sql/V9__x.sql", [.. "select 1;\nselect '"u8, 0xE9, .. "';"u8]);

        var error = await FailAsync("migrate");

        Assert.Equal("ERROR", error.Code);
        Assert.Contains($"'{PathOf("sql/V9__x.sql")}' is not a text in UTF-8", error.Message, StringComparison.Ordinal);
        Assert.Contains("name its encoding", error.Message, StringComparison.Ordinal);
        Assert.Empty(await ObjectsAsync(Database));
    }

    [Fact]
    public async Task That_are_folders_hold_migrations()
    {
        Cli.Write("sql/V1__a.sql/V2__b.sql", "create table b(i int);");

        Assert.Equal(0, (await RunAsync("migrate")).ExitCode);
        Assert.Equal("1|2|b|SQL|V1__a.sql/V2__b.sql|-303286557|t", await HistoryAsync());
    }

    [Fact]
    public async Task That_are_folders_hold_no_settings()
    {
        WriteFirst();
        Directory.CreateDirectory(PathOf("sql/V1__a.sql.conf"));

        var error = await FailAsync("migrate");

        Assert.Contains($"Unable to read '{PathOf("sql/V1__a.sql.conf")}': it is a folder", error.Message, StringComparison.Ordinal);
        Assert.Empty(await ObjectsAsync(Database));
    }

    [Theory]
    [InlineData("exe\0cuteInTransaction=false", "CONFIGURATION", "Unknown configuration property")]
    [InlineData("encoding=UTF\0-8", "CONFIGURATION", "Unknown encoding")]
    public async Task With_a_zero_byte_in_their_settings_are_refused(string conf, string code, string message)
    {
        WriteFirst();
        Cli.Write("sql/V1__a.sql.conf", conf);

        var error = await FailAsync("migrate");

        Assert.Equal(code, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_endless_settings_are_refused()
    {
        WriteFirst();
        Cli.Write("sql/V1__a.sql.conf", "#" + new string('x', 1 << 16));

        var error = await FailAsync("migrate");

        Assert.Contains($"Unable to read '{PathOf("sql/V1__a.sql.conf")}': it is longer than the 64 KB", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-encoding=UTF-8", "EFBBBF")]
    [InlineData("-encoding=UTF-16", "FFFE")]
    [InlineData("-encoding=UTF-16", "FEFF")]
    [InlineData("-detectEncoding=true", "EFBBBF")]
    [InlineData("-detectEncoding=true", "FFFE")]
    public async Task Of_nothing_but_a_byte_order_mark_are_empty(string setting, string bytes)
    {
        Write("sql/V1__a.sql", Convert.FromHexString(bytes));

        Assert.Equal(0, (await RunAsync("migrate", setting)).ExitCode);
        Assert.Equal("1|1|a|SQL|V1__a.sql|0|t", await HistoryAsync());
    }

    [Fact]
    public async Task May_have_line_ends_and_other_marks_in_their_names()
    {
        const string Name = "V1__a\nb\t'\"\\ é\u202E.sql";
        Cli.Write("sql/" + Name, "create table b(i int);");

        var run = await RunAsync("migrate", "-outputType=json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(PathOf("sql/" + Name), JsonDocument.Parse(run.Output).RootElement.GetProperty("migrations")[0].GetProperty("filepath").GetString());
        Assert.Equal([Name], await Database.QueryColumnAsync("select script from flyway_schema_history"));
        Assert.Equal(0, (await RunAsync("validate")).ExitCode);
    }

    [Fact]
    public async Task With_names_of_any_length_are_migrations()
    {
        var name = $"V2__{new string('x', 247)}.sql";
        var folders = string.Concat(Enumerable.Repeat(new string('d', 200) + "/", 6));
        Cli.Write("sql/" + name, "create table b(i int);");
        Cli.Write($"sql/{folders}V3__c.sql", "create table c(i int);");

        Assert.Equal(0, (await RunAsync("migrate")).ExitCode);
        Assert.Equal(
            [$"200 {name}", $"1 ...{folders[3..1000]}"],
            await Database.QueryColumnAsync("select length(description) || ' ' || script from flyway_schema_history order by 1 desc"));
        Assert.Equal(0, (await RunAsync("validate")).ExitCode);
    }

    private void WriteFirst() => Cli.Write("sql/V1__a.sql", "create table a(i int);");

    private void Write(string name, byte[] content)
    {
        Cli.Write(name, string.Empty);
        File.WriteAllBytes(PathOf(name), content);
    }
}
