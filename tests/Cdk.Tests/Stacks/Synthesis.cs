using System.Text.Json.Nodes;
using Amazon.CDK;
using Daybreak.Cdk.Publishing;
using Daybreak.Cdk.Settings;

namespace Daybreak.Cdk.Tests.Stacks;

/// <summary>
/// Templates, each synthesised once. jsii has one Node process and one conversation with it, so that all tests that synthesise
/// are of one collection and run one after the other.
/// </summary>
public sealed class Synthesis : IDisposable
{
    private static readonly string Unpacked = KeepTogether();

    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, Template> templates = [];

    /// <summary>The template of a context, in a repository where nothing is published.</summary>
    public Template Of(string context) => Of(context, folder.Path);

    /// <summary>The template of a stage with the databases Users and Products.</summary>
    public Template OfStage(string stage) => Of($$"""{"databases":["Users","Products"],"stage":"{{stage}}"}""");

    /// <summary>The template of one of <see cref="Variants"/>.</summary>
    public Template OfVariant(string name) => Of(Variants.Contexts[name]);

    /// <summary>The template of a context in a repository.</summary>
    public Template Of(string context, string root)
    {
        if (!templates.TryGetValue(context + root, out var template))
        {
            template = Synthesise(ContextReader.Read(context), root);
            templates.Add(context + root, template);
        }

        return template;
    }

    public void Dispose()
    {
        folder.Dispose();
        TemporaryFiles.Remove(Unpacked);
    }

    // The folders of other tests, which run meanwhile, stay where they are.
    private static string KeepTogether()
    {
        Assert.True(Directory.Exists(TemporaryFolder.Root));
        return TemporaryFiles.KeepTogether();
    }

    private static void CopyStandIn(string root)
    {
        const string Readme = "infra/cdk/unpublished/README.md";
        Directory.CreateDirectory(Path.Combine(root, "infra", "cdk", "unpublished"));
        File.Copy(Path.Combine(Repository.Root, Readme), Path.Combine(root, Readme), overwrite: true);
    }

    private Template Synthesise(DaybreakSettings settings, string root)
    {
        System.Environment.SetEnvironmentVariable("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "20");
        CopyStandIn(root);
        var app = new App(new AppProps
        {
            AnalyticsReporting = false,
            TreeMetadata = false,
            Outdir = Path.Combine(folder.Path, $"out-{templates.Count}"),
            PostCliContext = new Dictionary<string, object> { ["aws:cdk:enable-path-metadata"] = true },
        });
        var stack = new DaybreakStack(app, settings, Published.Find(root));
        var assembly = app.Synth();
        var file = assembly.GetStackByName(stack.StackName).TemplateFullPath;
        return new Template(JsonNode.Parse(File.ReadAllText(file))!.AsObject(), assembly.Directory);
    }
}
