using System.Text.Json.Nodes;
using Daybreak.LocalCloud.Template;

namespace Daybreak.LocalCloud.Stack;

/// <summary>A resource of the template with its properties evaluated when asked for.</summary>
internal sealed class TemplateResource(ResourceIdentity identity, JsonObject properties, Evaluator evaluator)
{
    public string LogicalId => identity.LogicalId;

    public string Type => identity.Type;

    public string Name => identity.Name;

    public string Arn => identity.Arn;

    public string ManagedSecretName => identity.ManagedSecretName;

    public string Attribute(string name) => identity.Attribute(name).ToString();

    public string Reference => identity.Reference;

    public IEnumerable<string> PropertyNames => properties.Select(p => p.Key);

    /// <summary>A property; null where it is absent or <c>AWS::NoValue</c>.</summary>
    public JsonNode? Value(string name) => evaluator.Evaluate(properties[name]);

    public string? Text(string name) => Evaluator.Plain(Value(name));

    public JsonObject Object(string name) => Value(name) as JsonObject ?? [];

    public JsonArray List(string name) => Value(name) as JsonArray ?? [];
}
