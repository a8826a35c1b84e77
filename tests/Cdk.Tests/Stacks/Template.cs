using System.Text.Json.Nodes;

namespace Daybreak.Cdk.Tests.Stacks;

/// <summary>A synthesised template, read as CloudFormation would.</summary>
public sealed class Template(JsonObject root, string folder)
{
    private static readonly Dictionary<string, string> Pseudo = new()
    {
        ["AWS::Partition"] = "aws",
        ["AWS::Region"] = "eu-west-1",
        ["AWS::AccountId"] = "123456789012",
        ["AWS::URLSuffix"] = "amazonaws.com",
        ["AWS::StackId"] = "arn:aws:cloudformation:eu-west-1:123456789012:stack/Daybreak-x/f3b1c0de-1234-11ef-8abc-0a1b2c3d4e5f",
    };

    public JsonObject Root { get; } = root;

    /// <summary>The cloud assembly that the template is in.</summary>
    public string Folder { get; } = folder;

    /// <summary>All resources by logical id.</summary>
    public IEnumerable<KeyValuePair<string, JsonObject>> AllResources =>
        Root["Resources"]!.AsObject().Select(pair => KeyValuePair.Create(pair.Key, pair.Value!.AsObject()));

    /// <summary>The resources of a type, intrinsics resolved, by place in the stack, such as <c>Migrations/Users/Bucket</c>.</summary>
    public Dictionary<string, JsonObject> Of(string type) =>
        AllResources.Where(pair => (string?)pair.Value["Type"] == type)
            .ToDictionary(pair => PlaceOf(pair.Key), pair => Resolve(pair.Value)!.AsObject());

    /// <summary>The properties of the one resource of a type.</summary>
    public JsonObject Only(string type) => Assert.Single(Of(type)).Value["Properties"]!.AsObject();

    /// <summary>An output's value.</summary>
    public string? Output(string name) => (string?)Resolve(Root["Outputs"]![name]!["Value"]);

    /// <summary>The value with intrinsics resolved; a reference is the bucket's name where it has one, else <c>&lt;place&gt;</c>.</summary>
    public JsonNode? Resolve(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } intrinsic when Intrinsic(intrinsic) is { } value => value,
        JsonObject map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, Resolve(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Resolve)]),
        null => null,
        _ => node.DeepClone(),
    };

    private JsonNode? Intrinsic(JsonObject node)
    {
        var (name, argument) = node.Single();
        return name switch
        {
            "Ref" => Reference((string)argument!),
            "Fn::GetAtt" => $"<{PlaceOf((string)argument![0]!)}.{(string)argument[1]!}>",
            "Fn::Join" => string.Join((string)argument![0]!, argument[1]!.AsArray().Select(part => (string?)Resolve(part))),
            "Fn::Split" => Split((string)Resolve(argument![1])!, (string)argument[0]!),
            "Fn::Select" => Select(Resolve(argument![1])!, argument[0]!),
            "Fn::Sub" => Substitute((string)argument!),
            "Fn::Base64" => Resolve(argument),
            "Fn::FindInMap" => Root["Mappings"]![(string)argument![0]!]![(string)Resolve(argument[1])!]![(string)argument[2]!]!.DeepClone(),
            "Fn::GetAZs" => new JsonArray("eu-west-1a", "eu-west-1b", "eu-west-1c"),
            _ => null,
        };
    }

    private static JsonArray Split(string text, string separator) =>
        new([.. text.Split(separator).Select(part => JsonValue.Create(part))]);

    private static string Substitute(string text) =>
        Pseudo.Aggregate(text, (left, pair) => left.Replace($"${{{pair.Key}}}", pair.Value, StringComparison.Ordinal));

    private static JsonNode Select(JsonNode list, JsonNode index) => list[int.Parse(index.ToString(), null)]!.DeepClone();

    private string Reference(string id) =>
        Pseudo.TryGetValue(id, out var value) ? value
        : (string?)Resolve(Root["Resources"]![id]?["Properties"]?["BucketName"]) ?? $"<{PlaceOf(id)}>";

    /// <summary>The place in the stack of the resource with a logical id.</summary>
    public string PlaceOf(string id)
    {
        var path = (string?)Root["Resources"]![id]?["Metadata"]?["aws:cdk:path"] ?? id;
        return path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace("/Default/", "/", StringComparison.Ordinal);
    }
}
