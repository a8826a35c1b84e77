using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Daybreak.Cdk.Hosting;

namespace Daybreak.Cdk.Tests.Golden;

/// <summary>A template as it is kept beside the tests: what changes without anybody having changed the stack is masked.</summary>
internal static partial class GoldenTemplate
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The folder of the kept templates, in the repository.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "Cdk.Tests", "Golden");

    /// <summary>The template without paths, digests and the body of boot.sh.</summary>
    public static JsonNode Of(JsonNode template) => Masked(template)!;

    /// <summary>How it is written to a file.</summary>
    public static string Text(JsonNode golden) => golden.ToJsonString(Readable) + "\n";

    private static JsonNode? Masked(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Where(IsOfTheStack).Select(pair => KeyValuePair.Create(pair.Key, Masked(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Masked)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Masked(value.GetValue<string>()),
        null => null,
        _ => node.DeepClone(),
    };

    // The command line's switch decides on the paths, which are only there to find a construct.
    private static bool IsOfTheStack(KeyValuePair<string, JsonNode?> pair) =>
        pair.Key != "aws:cdk:path" && !(pair.Key == "Metadata" && pair.Value is JsonObject { Count: 1 } only && only.ContainsKey("aws:cdk:path"));

    private static string Masked(string text) =>
        Digest().Replace(text.Replace(BootScript.Body(), "<boot.sh>", StringComparison.Ordinal), "<sha256>");

    [GeneratedRegex(@"\b[0-9a-f]{64}\b")]
    private static partial Regex Digest();
}
