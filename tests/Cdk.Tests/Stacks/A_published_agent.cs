using System.Text.RegularExpressions;
using Daybreak.Cdk.Publishing;

namespace Daybreak.Cdk.Tests.Stacks;

[Collection("Synthesis")]
public sealed partial class A_published_agent : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Template template;
    private readonly string userData;

    public A_published_agent(Synthesis synthesis)
    {
        folder.Write("artifacts/assets/daybreak/daybreak", "agent");
        folder.Write("artifacts/assets/daybreak/daybreak.dbg", "symbols");
        folder.Write("artifacts/assets/daybreak/more/engine.pdb", "symbols");
        folder.Write("artifacts/assets/daybreak/more/data", "data");
        template = synthesis.Of("""{"databases":["Users"]}""", folder.Path);
        userData = (string)template.Only("AWS::EC2::LaunchTemplate")["LaunchTemplateData"]!["UserData"]!;
    }

    private string Asset => Path.Combine(template.Folder, "asset." + Archive().Match(userData).Groups[1].Value);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Is_uploaded_without_symbols() =>
        Assert.Equal(
            ["daybreak", "more/data"],
            Directory.EnumerateFiles(Asset, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Asset, file)).Order());

    [Fact]
    public void Has_the_digest_that_the_host_expects() =>
        Assert.Contains($"AGENT_SHA256='{FolderDigest.Of(Asset, [])}'", userData, StringComparison.Ordinal);

    [GeneratedRegex(@"([0-9a-f]{64})\.zip")]
    private static partial Regex Archive();
}
