using System.Text.Json.Nodes;
using Daybreak.Cdk.Tests.Stacks;

namespace Daybreak.Cdk.Tests.Hosting;

[Collection("Synthesis")]
public sealed class Shell_scripts(Synthesis synthesis) : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Template template = synthesis.OfVariant("dev");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Of_the_repository_are_clean() => await AssertCleanAsync(
        [
            .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "eng"), "*.sh"),
            .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "infra", "cdk"), "*.sh", SearchOption.AllDirectories),
            Path.Combine(Repository.Root, ".ci", "run"),
        ]);

    [Theory]
    [InlineData("Document/Document")]
    [InlineData("Host/Installation/Document")]
    public async Task Of_a_document_are_clean(string place)
    {
        var lines = template.Of("AWS::SSM::Document")[place]["Properties"]!["Content"]!["mainSteps"]![0]!["inputs"]!["runCommand"]!.AsArray();

        // SSM runs the lines as one script, with sh.
        await AssertCleanAsync([folder.Write("document.sh", string.Join('\n', lines.Select(line => (string)line!).Prepend("#!/bin/sh")) + "\n")]);
    }

    [Fact]
    public async Task Of_the_host_s_first_boot_are_clean()
    {
        var userData = (string)template.Only("AWS::EC2::LaunchTemplate")["LaunchTemplateData"]!["UserData"]!;

        await AssertCleanAsync([folder.Write("user-data.sh", userData)]);
    }

    [Fact]
    public async Task That_are_not_clean_are_found()
    {
        var result = await CheckAsync([folder.Write("bad.sh", "#!/bin/sh\necho $1\n")]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("bad.sh:2:6: info: Double quote to prevent globbing and word splitting. [SC2086]", result.Output, StringComparison.Ordinal);
    }

    private static async Task AssertCleanAsync(string[] files)
    {
        var result = await CheckAsync(files);

        Assert.True(result.ExitCode == 0, $"exit code {result.ExitCode}\n{result.Output}{result.Error}");
    }

    // A missing tool is a failure; `make test` and `npm ci` bring it. Its WebAssembly has been seen to die without a word on a loaded machine:
    // that is no answer, and it is asked again.
    private static async Task<CommandResult> CheckAsync(string[] files)
    {
        var result = await RunAsync(files);
        for (var again = 0; again < 2 && result is { ExitCode: not 0, Output.Length: 0, Error.Length: 0 }; again++)
        {
            result = await RunAsync(files);
        }

        return result;
    }

    private static Task<CommandResult> RunAsync(string[] files) => Command.RunAsync(
        "node", [Path.Combine(Repository.Root, "eng", "shellcheck.mjs"), .. files], new Dictionary<string, string?>(), Repository.Root);
}
