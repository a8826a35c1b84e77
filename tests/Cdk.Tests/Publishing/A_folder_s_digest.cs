using Daybreak.Cdk.Publishing;

namespace Daybreak.Cdk.Tests.Publishing;

public sealed class A_folder_s_digest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Is_what_the_host_computes()
    {
        folder.Write("daybreak", "program");
        folder.Write("b/two", "2");
        folder.Write("b-c", "between b and b/two");
        folder.Write("Z", "upper case, first in order");
        var host = await Command.RunAsync(
            "sh", ["-c", "find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1"],
            new Dictionary<string, string?>(), folder.Path);

        Assert.Equal(host.Output.Trim(), FolderDigest.Of(folder.Path, []));
    }

    [Fact]
    public void Leaves_out_what_is_not_deployed()
    {
        folder.Write("daybreak", "program");
        var before = FolderDigest.Of(folder.Path, PublishedFolder.Exclusions);
        folder.Write("daybreak.dbg", "symbols");
        folder.Write("sub/engine.pdb", "symbols");

        Assert.Equal(before, FolderDigest.Of(folder.Path, PublishedFolder.Exclusions));
    }

    [Fact]
    public void Changes_with_a_name_and_with_a_byte()
    {
        folder.Write("daybreak", "program");
        var first = FolderDigest.Of(folder.Path, []);
        folder.Write("daybreak", "Program");
        var second = FolderDigest.Of(folder.Path, []);
        File.Move(Path.Combine(folder.Path, "daybreak"), Path.Combine(folder.Path, "daybreak2"));
        var third = FolderDigest.Of(folder.Path, []);

        Assert.Equal(3, new HashSet<string> { first, second, third }.Count);
    }
}
