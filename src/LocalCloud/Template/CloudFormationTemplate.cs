using System.Text.Json;
using System.Text.Json.Nodes;

namespace Daybreak.LocalCloud.Template;

/// <summary>The sections of a CloudFormation template, as written: nothing is evaluated yet.</summary>
internal sealed record CloudFormationTemplate
{
    public JsonObject Parameters { get; init; } = [];

    public JsonObject Mappings { get; init; } = [];

    public JsonObject Conditions { get; init; } = [];

    public JsonObject Resources { get; init; } = [];

    public JsonObject Outputs { get; init; } = [];

    /// <summary>Reads a template file in JSON, as <c>cdk synth</c> writes it.</summary>
    /// <exception cref="TemplateException">The file does not exist or is no template.</exception>
    public static async Task<CloudFormationTemplate> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return Parse(await File.ReadAllTextAsync(path, cancellationToken));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TemplateException($"There is no template \"{path}\". `npx cdk synth` writes it.", e);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new TemplateException($"\"{path}\" is not a CloudFormation template in JSON: {e.Message}", e);
        }
    }

    /// <summary>Reads a template from its JSON text.</summary>
    public static CloudFormationTemplate Parse(string json)
    {
        var root = JsonNode.Parse(json)!.AsObject();
        return new CloudFormationTemplate
        {
            Parameters = Section("Parameters"),
            Mappings = Section("Mappings"),
            Conditions = Section("Conditions"),
            Resources = Section("Resources"),
            Outputs = Section("Outputs"),
        };

        JsonObject Section(string name) => root[name]?.AsObject() ?? [];
    }
}
