using System.Text;
using Daybreak.MigrationEngine.Sql;

namespace Daybreak.MigrationEngine.Tests.Sql;

public sealed class A_huge_script
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>What the asynchronous methods of a debug build allocate per refill; statements and lines allocate nothing.</summary>
    private const int BytesAllocatedPerMegabyte = 4 * 1024;

    [Fact]
    public async Task Of_200_MB_of_statements_is_streamed_in_the_same_memory()
    {
        var line = "insert into t values (1, 'abc''def', 2.5, now(), '{\"a\": 1}');\n"u8.ToArray();
        var count = 200L * Megabyte / line.Length;
        using var reader = new SqlScriptReader(new RepeatingStream([], line, count, []), new() { PlaceholderValue = _ => null });
        Assert.True(await reader.ReadAsync(CancellationToken.None));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = 1L;
        while (await reader.ReadAsync(CancellationToken.None))
        {
            read++;
        }
        Assert.Equal(count, read);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200 * BytesAllocatedPerMegabyte);
        Assert.InRange(reader.BufferCapacity, 1, Megabyte);
        Assert.InRange(reader.BytesVisited, 1, 3 * count * line.Length);
    }

    [Fact]
    public async Task Of_200_MB_of_COPY_data_is_streamed_in_the_same_memory()
    {
        var line = "1\tabc\\\\.def\t2.5\t\\N\n"u8.ToArray();
        var count = 200L * Megabyte / line.Length;
        using var reader = new SqlScriptReader(new RepeatingStream(
            "copy t from stdin;\n"u8.ToArray(), line, count, "\\.\nselect 1;"u8.ToArray()));
        Assert.True(await reader.ReadAsync(CancellationToken.None));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var bytes = 0L;
        while (await reader.ReadCopyDataAsync(CancellationToken.None) is { IsEmpty: false } data)
        {
            bytes += data.Length;
        }
        Assert.Equal(count * line.Length, bytes);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200 * BytesAllocatedPerMegabyte);
        Assert.InRange(reader.BufferCapacity, 1, Megabyte);
        Assert.True(await reader.ReadAsync(CancellationToken.None));
        Assert.Equal(new SourcePosition((int)count + 3, 1), reader.Current.Start);
    }

    [Theory]
    [InlineData("-- a comment line\n")]
    [InlineData("/* a block\n comment */ ")]
    [InlineData(" \n\t")]
    [InlineData(";")]
    public async Task Of_nothing_to_execute_is_not_held(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        using var reader = new SqlScriptReader(new RepeatingStream([], bytes, 20 * Megabyte / bytes.Length, "select 1"u8.ToArray()));
        Assert.True(await reader.ReadAsync(CancellationToken.None));
        Assert.Equal("select 1", reader.Current.Text);
        Assert.InRange(reader.BufferCapacity, 1, Megabyte);
    }

    [Theory]
    [InlineData("", "'", "'")]
    [InlineData("select ", "'", "")]
    [InlineData("select ", "$", "")]
    [InlineData("select ", "$a", "")]
    [InlineData("select $a$", "$aa", "$a$")]
    [InlineData("select ", "a$1", "")]
    [InlineData("select x", "$1$", "")]
    [InlineData("select ", "1", "$$")]
    [InlineData("select ", "E'a'\n", "")]
    [InlineData("select E'", "\\'", "'")]
    [InlineData("select E'a'", " --\n", "'b'")]
    [InlineData("", "/*", "")]
    [InlineData("select ", "/*", "")]
    [InlineData("/*", "*", "*/ select 1")]
    [InlineData("select ", "(", "")]
    [InlineData("", "(;", "")]
    [InlineData("select ", "-", "")]
    [InlineData("select \"", "a", "\"")]
    [InlineData("create function ", "begin atomic case ", "")]
    [InlineData("create function f() begin atomic ", "case ", "")]
    [InlineData("alter table a detach partition ", "(concurrently", "")]
    [InlineData("copy t from stdin;\n", "\\. x\n", "\\.\n")]
    [InlineData("copy t from stdin;\n", " ", "\n\\.\n")]
    [InlineData("copy t from stdin;\n", " \\.", "\n\\.\n")]
    [InlineData("", "\u00a0", "")]
    [InlineData("", "\\restrict x\n", "")]
    public async Task Costs_work_in_proportion_to_its_length(string head, string line, string tail)
    {
        const int Length = 400_000;
        var bytes = Encoding.UTF8.GetBytes(line);
        foreach (var chunk in new[] { 512, 8192 })
        {
            var script = Encoding.UTF8.GetBytes(head + string.Concat(Enumerable.Repeat(line, Length / bytes.Length)) + tail);
            using var reader = new SqlScriptReader(new ChunkedStream(script, chunk), new() { BufferSize = 1024 });
            try
            {
                while (await reader.ReadAsync(CancellationToken.None))
                {
                    // Only the work counts.
                }
            }
            catch (SqlScriptException exception)
            {
                Assert.NotEqual(SqlScriptErrorCode.StatementTooLong, exception.Code);
            }
            Assert.InRange(reader.BytesVisited, script.Length / 2, 8L * script.Length);
        }
    }

    [Theory]
    [InlineData("/*", "*/", " select 1")]
    [InlineData("select (", ")", "")]
    [InlineData("create function f() begin atomic select case ", " end ", "; end")]
    public async Task May_be_nested_100_000_deep(string open, string close, string tail)
    {
        var script = string.Concat(Enumerable.Repeat(open, 100_000).Concat(Enumerable.Repeat(close, 100_000))) + tail + "; select 2";
        var texts = await Script.TextsAsync(script);
        Assert.Equal("select 2", texts[^1]);
    }
}
