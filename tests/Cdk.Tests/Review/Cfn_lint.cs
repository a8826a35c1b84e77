using System.ComponentModel;
using System.Text.Json.Nodes;
using Daybreak.Cdk.Tests.Golden;
using Daybreak.Cdk.Tests.Stacks;

namespace Daybreak.Cdk.Tests.Review;

// It knows the schemas of all resources: properties, values and combinations that CloudFormation would refuse in the middle of a deployment.
[Collection("Synthesis")]
public sealed class Cfn_lint(Synthesis synthesis) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Finds_neither_errors_nor_warnings_in_any_template()
    {
        var result = await RunAsync(
            Combinations.Contexts.Select(context => folder.Write($"{context.Key}.json", synthesis.Of(context.Value).Root.ToJsonString())));

        Assert.True(result.ExitCode == 0, $"exit code {result.ExitCode}\n{result.Output}{result.Error}");
    }

    // The templates above are all there is to find something in: a choice that they left out would be clean unseen.
    [Fact]
    public void Sees_every_two_choices_together()
    {
        var kinds = Enumerable.Range(0, Combinations.Choices.Count).ToList();
        var seen = (from chosen in Combinations.Chosen
                    from first in kinds
                    from second in kinds
                    where first < second
                    select (first, chosen[first], second, chosen[second])).ToHashSet();
        var all = from first in kinds
                  from second in kinds
                  where first < second
                  from one in Enumerable.Range(0, Combinations.Choices[first])
                  from other in Enumerable.Range(0, Combinations.Choices[second])
                  select (first, one, second, other);

        Assert.Empty(all.Except(seen));
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
