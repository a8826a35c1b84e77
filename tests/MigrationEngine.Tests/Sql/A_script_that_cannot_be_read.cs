using Daybreak.MigrationEngine.Sql;

namespace Daybreak.MigrationEngine.Tests.Sql;

public sealed class A_script_that_cannot_be_read
{
    [Theory]
    [InlineData("\\connect other", "connection")]
    [InlineData("-- x\n\\c", "connection")]
    [InlineData("\\copy t from 'x'", "COPY … FROM STDIN")]
    [InlineData("\\.", "no such COPY")]
    [InlineData("\\i x.sql", "migration of its own")]
    [InlineData("\\set a b", "placeholders")]
    [InlineData("\\restricted", "'\\restricted'")]
    [InlineData("\\", "'\\'")]
    [InlineData("\\restrict x\n\\unrestrict x\r\n\\echo hello", "'\\echo'")]
    [InlineData("select 1 as a \\gset\nselect 2", "placeholders")]
    [InlineData("select format('vacuum %I', 'x') \\gexec", "'\\gexec'")]
    [InlineData("insert into t values (1)\n\\restrict x\n;", "'\\restrict'")]
    [InlineData("create function f() returns int language sql begin atomic select 1; end \\g", "'\\g'")]
    public async Task Because_of_a_command_of_psql_names_it_and_the_remedy(string script, string part)
    {
        var failure = await Script.FailureAsync(script);
        Assert.Equal((SqlScriptErrorCode.MetaCommandNotSupported, "42601"), (failure.Code, failure.SqlState));
        Assert.Contains(part, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Because_a_long_leading_comment_is_open_names_where_it_began()
    {
        var failure = await Script.FailureAsync("\n /* " + new string('x', 500_000));
        Assert.Equal((SqlScriptErrorCode.UnterminatedComment, new SourcePosition(2, 2)), (failure.Code, failure.Position));
        Assert.Contains("line 2, column 2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Still_gives_the_statements_before_the_fault()
    {
        using var reader = new SqlScriptReader(new MemoryStream("select 1; select 'x"u8.ToArray()));
        Assert.True(await reader.ReadAsync(CancellationToken.None));
        Assert.Equal("select 1", reader.Current.Text);
        await Assert.ThrowsAsync<SqlScriptException>(() => reader.ReadAsync(CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task Because_COPY_data_has_no_end_says_where_COPY_began()
    {
        var failure = await Script.FailureAsync("select 1;\n  copy t from stdin");
        Assert.Equal((SqlScriptErrorCode.CopyWithoutEnd, new SourcePosition(2, 3)), (failure.Code, failure.Position));
        Assert.Null(failure.SqlState);
    }

    [Theory]
    [InlineData("copy t to stdout;")]
    [InlineData("COPY public.t (a, b) TO STDOUT WITH (FORMAT csv)")]
    [InlineData("copy (select 1 from x) to stdin")]
    public async Task Because_nobody_takes_what_it_copies_to_STDOUT_names_the_statement(string script)
    {
        var failure = await Script.FailureAsync("select 1;\n  " + script);
        Assert.Equal((SqlScriptErrorCode.CopyToStdout, "0A000", new SourcePosition(2, 3)), (failure.Code, failure.SqlState, failure.Position));
    }

    [Theory]
    [InlineData("set client_encoding = 'LATIN1';")]
    [InlineData("SET SESSION client_encoding TO sql_ascii")]
    [InlineData("set local client_encoding to 'WIN1252'")]
    [InlineData("set names 'euc_jp'")]
    public async Task Because_it_changes_the_client_encoding_says_what_to_set_instead(string script)
    {
        var failure = await Script.FailureAsync("select 1;\n  " + script);
        Assert.Equal(
            (SqlScriptErrorCode.ClientEncodingNotSupported, "08006", new SourcePosition(2, 3)), (failure.Code, failure.SqlState, failure.Position));
        Assert.Contains("setting encoding", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("set client_encoding = 'UTF8'")]
    [InlineData("SET client_encoding TO unicode")]
    [InlineData("set client_encoding to default")]
    [InlineData("set names 'utf-8'")]
    [InlineData("reset client_encoding")]
    [InlineData("set search_path to latin1")]
    public async Task Is_not_one_that_keeps_UTF_8(string script) => Assert.Equal([script], await Script.TextsAsync(script));

    [Fact]
    public async Task Is_not_looked_for_after_a_cancellation()
    {
        using var reader = new SqlScriptReader(new MemoryStream("select 1"u8.ToArray()));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader.ReadAsync(new CancellationToken(canceled: true)).AsTask());
    }

    [Fact]
    public async Task Leaves_leading_comments_out_when_they_are_long()
    {
        var comment = "-- " + new string('x', 100) + "\n";
        var few = string.Concat(Enumerable.Repeat(comment, 10));
        Assert.Equal([few + "select 1"], await Script.TextsAsync(few + "select 1;"));
        Assert.Equal(["select 1"], await Script.TextsAsync(string.Concat(Enumerable.Repeat(comment, 1000)) + "select 1;"));
    }
}
