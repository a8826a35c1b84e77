using System.Text.Json;
using System.Text.Json.Nodes;

namespace Daybreak.LocalCloud.Hosting;

/// <summary>Reads the members of a request as AWS's services do: a missing or mistyped one is a ValidationException.</summary>
internal static class RequestFields
{
    /// <summary>The text of a member; null where it is absent.</summary>
    public static string? Optional(this JsonObject request, string name) => request[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => throw Mistyped(name, "a string"),
    };

    /// <summary>The text of a member that must be there.</summary>
    public static string Required(this JsonObject request, string name) => request.Optional(name) is { Length: > 0 } value
        ? value
        : throw new ServiceException(
            "ValidationException",
            $"1 validation error detected: Value null at '{Camel(name)}' failed to satisfy constraint: Member must not be null");

    /// <summary>The number of a member; null where it is absent.</summary>
    public static int? Number(this JsonObject request, string name) => request[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out int number) => number,
        _ => throw Mistyped(name, "a number"),
    };

    /// <summary>The truth of a member; false where it is absent.</summary>
    public static bool Flag(this JsonObject request, string name) => request[name] switch
    {
        null => false,
        JsonValue value when value.TryGetValue(out bool flag) => flag,
        _ => throw Mistyped(name, "true or false"),
    };

    /// <summary>The strings of a member; empty where it is absent.</summary>
    public static IReadOnlyList<string> Strings(this JsonObject request, string name) => request[name] switch
    {
        null => [],
        JsonArray items when items.All(IsText) => [.. items.Select(item => item!.GetValue<string>())],
        _ => throw Mistyped(name, "a list of strings"),
    };

    /// <summary>The objects of a member; empty where it is absent.</summary>
    public static IReadOnlyList<JsonObject> Objects(this JsonObject request, string name) => request[name] switch
    {
        null => [],
        JsonArray items when items.All(item => item is JsonObject) => [.. items.Select(item => item!.AsObject())],
        _ => throw Mistyped(name, "a list of structures"),
    };

    private static bool IsText(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String;

    private static ServiceException Mistyped(string name, string wanted) =>
        new("SerializationException", $"The member {name} must be {wanted}.");

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
