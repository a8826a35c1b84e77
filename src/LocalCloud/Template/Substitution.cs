using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Daybreak.LocalCloud.Template;

/// <summary><c>Fn::Sub</c>: <c>${Name}</c>, <c>${Resource.Attribute}</c>, and <c>${!literal}</c>.</summary>
internal static partial class Substitution
{
    /// <summary>Expands the text, or the pair of a text and its own variables.</summary>
    public static string Expand(JsonNode argument, Func<JsonNode?, string?> evaluate, Func<string, string> reference)
    {
        var (text, variables) = argument is JsonArray pair ? (pair[0]!, pair[1]!.AsObject()) : (argument, []);
        return Variable().Replace(text.GetValue<string>(), match =>
        {
            var name = match.Groups["name"].Value;
            return match.Groups["literal"].Success ? $"${{{name}}}"
                : variables.TryGetPropertyValue(name, out var value) ? evaluate(value) ?? ""
                : reference(name);
        });
    }

    [GeneratedRegex(@"\$\{(?<literal>!)?(?<name>[^}]*)\}")]
    private static partial Regex Variable();
}
