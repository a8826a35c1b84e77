using System.Text;
using Daybreak.MigrationEngine.Sql;
using FsCheck;
using FsCheck.Fluent;

namespace Daybreak.MigrationEngine.Tests.Sql;

public sealed class Any_bytes_at_all
{
    private const int LookedAtPerByte = 12;

    private static readonly string[] Fragments =
    [
        "select", " ", " ", "\n", "\r\n", "\r", "\t", ";", ";", ";\n", "'", "''", "e'", "E'",
        "U&'", "b'", "\"", "\\", "\\'", "$", "$$", "$a$", "$1", "$é$", "a$b", "1",
        "--", "-", "/*", "*/", "/", "*", "(", ")", ".", ",", "é", "世", "\u00a0", "copy t from stdin;\n", "copy t (a) from stdin",
        "\\.", "\\.\n", "\n\\.\r\n", "\n \\.x",
        "create function f() returns int ", "create or replace procedure p() ", "begin atomic ",
        "begin;", "commit;", "case ", "end", "end;", "as ",
        "set standard_conforming_strings = off;", "set standard_conforming_strings to on;", "\\restrict x\n", "\\connect y\n",
        "${x}", "${y}", "$${x}", "${", "}", "reindex ", "(concurrently)",
    ];

    private static readonly Config Seeded = Config.QuickThrowOnFailure.WithMaxTest(600).WithReplay(20261121UL, 7919UL);

    private static readonly Arbitrary<byte[]> Scripts =
        Gen.Elements(Fragments).ArrayOf().Select(f => Encoding.UTF8.GetBytes(string.Concat(f))).ToArbitrary();

    private static SqlScriptReaderOptions Small(bool placeholders) => new()
    {
        BufferSize = 16,
        PlaceholderValue = placeholders ? name => name == "x" ? "val'ue;\n" : name == "y" ? "" : null : null,
    };

    [Fact]
    public void Mean_the_same_however_they_are_cut() => Check.One(Seeded, Prop.ForAll(
        Scripts,
        Gen.Choose(1, 40).NonEmptyListOf().ToArbitrary(),
        Gen.Elements(true, false).ToArbitrary(),
        async (script, sizes, placeholders) => Assert.Equal(
            await Outcome.OfAsync(new MemoryStream(script), Small(placeholders) with { BufferSize = 4096 }),
            await Outcome.OfAsync(new ChunkedStream(script, [.. sizes]), Small(placeholders)))));

    [Fact]
    public void Are_given_back_by_joining_the_statements_and_what_lies_between() => Check.One(Seeded, Prop.ForAll(Scripts, async script =>
    {
        var joined = new MemoryStream();
        try
        {
            foreach (var item in await Script.ReadAsync(new MemoryStream(script)))
            {
                if (item.Offset >= 0)
                {
                    Assert.True(item.Offset >= joined.Length, "Statements overlap.");
                    joined.Write(script.AsSpan((int)joined.Length, (int)(item.Offset - joined.Length)));
                    joined.Write(Encoding.UTF8.GetBytes(item.Text));
                }
            }
        }
        catch (SqlScriptException)
        {
            return;
        }
        joined.Write(script.AsSpan((int)joined.Length));
        Assert.Equal(script, joined.ToArray());
    }));

    [Fact]
    public void Leave_nothing_but_blanks_comments_and_semicolons_between_statements() =>
        Check.One(Seeded, Prop.ForAll(Scripts, async script =>
    {
        List<ScriptItem> items;
        try
        {
            items = await Script.ReadAsync(new MemoryStream(script));
        }
        catch (SqlScriptException)
        {
            return;
        }
        if (items.Exists(i => i.Kind == "Data"))
        {
            return;
        }
        var end = 0L;
        foreach (var item in items)
        {
            Assert.Empty(await Script.ReadAsync(new MemoryStream(script[(int)end..(int)item.Offset])));
            end = item.Offset + Encoding.UTF8.GetByteCount(item.Text);
        }
        Assert.Empty(await Script.ReadAsync(new MemoryStream(script[(int)end..])));
    }));

    [Fact]
    public async Task End_in_statements_or_a_clean_error_after_work_in_proportion()
    {
        var random = new Random(20261121);
        for (var round = 0; round < 3000; round++)
        {
            var script = Mutate(CorpusFiles.Read(CorpusFiles.Names[random.Next(CorpusFiles.Names.Count)]), random);
            var options = Small(round % 2 == 0) with { BufferSize = 64 };
            using var reader = new SqlScriptReader(new ChunkedStream(script, random.Next(1, 200)), options);
            try
            {
                while (await reader.ReadAsync(CancellationToken.None))
                {
                    Assert.InRange(reader.Current.Start.Line, 1, int.MaxValue);
                }
            }
            catch (SqlScriptException exception)
            {
                Assert.NotEmpty(exception.Code);
                Assert.InRange(exception.Position.Column, 1, int.MaxValue);
            }
            Assert.InRange(reader.BytesVisited, 0, (LookedAtPerByte * (long)script.Length) + 4096);
        }
    }

    private static byte[] Mutate(byte[] script, Random random)
    {
        var bytes = new List<byte>(script);
        for (var i = random.Next(1, 12); i > 0 && bytes.Count > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 30), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)]));
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 60), bytes.Count - at)));
                    break;
            }
        }
        return [.. bytes];
    }
}
