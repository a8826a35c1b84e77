using System.Text.Json.Nodes;

namespace Daybreak.Cdk.Tests;

public sealed class The_program : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Names_every_problem_and_nothing_else()
    {
        var result = await RunAsync("""{"databases":["a","A"],"stage":"qa"}""");

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Collection(
            result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.StartsWith("daybreak: stage: 'qa' ", line, StringComparison.Ordinal),
            line => Assert.StartsWith("daybreak: databases: 'a' and 'A' ", line, StringComparison.Ordinal));
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "out")));
    }

    [Fact]
    public async Task Writes_the_stack_of_the_stage()
    {
        var result = await RunAsync("""{"databases":["Users"],"stage":"uat"}""");

        Assert.Equal("", result.Error);
        Assert.Equal(0, result.ExitCode);
        var template = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder.Path, "out", "Daybreak-uat.template.json")))!;
        Assert.NotNull(template["Outputs"]!["BucketUsers"]);
    }

    private Task<CommandResult> RunAsync(string context) => Command.RunAsync(
        "dotnet",
        [Path.Combine(AppContext.BaseDirectory, "daybreak-cdk.dll")],
        new Dictionary<string, string?> { ["CDK_CONTEXT_JSON"] = context, ["CDK_OUTDIR"] = Path.Combine(folder.Path, "out") },
        Repository.Root);
}
