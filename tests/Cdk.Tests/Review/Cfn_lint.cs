using System.ComponentModel;
using System.Text.Json.Nodes;
using Daybreak.Cdk.Tests.Golden;

namespace Daybreak.Cdk.Tests.Review;

// It knows the schemas of all resources: properties, values and combinations that CloudFormation would refuse in the middle of a deployment.
// It reads the golden templates, beside the tests that synthesise: it takes its time.
public sealed class Cfn_lint : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Finds_neither_errors_nor_warnings_in_any_template()
    {
        var result = await RunAsync(Directory.EnumerateFiles(GoldenTemplate.Folder, "*.json"));

        Assert.True(result.ExitCode == 0, $"exit code {result.ExitCode}\n{result.Output}{result.Error}");
    }

    [Fact]
    public async Task Finds_what_a_template_has_wrong()
    {
        var broken = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(GoldenTemplate.Folder, "dev.json")))!;
        var cluster = broken["Resources"]!.AsObject().Single(pair => (string?)pair.Value!["Type"] == "AWS::RDS::DBCluster").Value!;
        cluster["Properties"]!["BackupRetentionPeriod"] = 36;

        var result = await RunAsync([folder.Write("broken.json", broken.ToJsonString())]);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("E3034", result.Output, StringComparison.Ordinal);
    }

    private static async Task<CommandResult> RunAsync(IEnumerable<string> files)
    {
        try
        {
            return await Command.RunAsync("cfn-lint", ["--format", "parseable", "--template", .. files], new Dictionary<string, string?>());
        }
        catch (Win32Exception exception)
        {
            // A missing tool is a failure: what nobody has checked is not clean.
            throw new InvalidOperationException("cfn-lint cannot be run; `pip install cfn-lint` brings it", exception);
        }
    }
}
