using System.Text;

namespace Daybreak.MigrationEngine.Tests.Sql;

/// <summary>
/// Each Corpus/x.sql is read as x.sql.golden says. To accept a change that is meant, run with DAYBREAK_ACCEPT=&lt;the source's Corpus
/// folder&gt; and read the diff.
/// </summary>
public sealed class The_corpus_of_scripts
{
    public static TheoryData<string> Names() => [.. CorpusFiles.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_read_as_its_golden_files_say(string name)
    {
        using var script = new MemoryStream(CorpusFiles.Read(name));
        var outcome = await Outcome.OfAsync(script);
        if (Environment.GetEnvironmentVariable("DAYBREAK_ACCEPT") is { Length: > 0 } folder)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name + ".golden"), outcome);
        }
        Assert.Equal(Encoding.UTF8.GetString(CorpusFiles.Read(name + ".golden")), outcome);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_read_alike_wherever_the_reads_end(string name)
    {
        var script = CorpusFiles.Read(name);
        var whole = await Outcome.OfAsync(new MemoryStream(script));
        for (var cut = 1; cut < script.Length; cut++)
        {
            Assert.Equal(whole, await Outcome.OfAsync(new ChunkedStream(script, cut, script.Length), new() { BufferSize = 16 }));
        }
        Assert.Equal(whole, await Outcome.OfAsync(new ChunkedStream(script, 1), new() { BufferSize = 16 }));
    }
}
