using System.Text.Json;
using System.Text.Json.Nodes;

namespace Daybreak.LocalCloud.Template;

/// <summary>Evaluates CloudFormation's intrinsic functions, pseudo parameters and conditions.</summary>
internal sealed class Evaluator(CloudFormationTemplate template, Surroundings surroundings)
{
    private readonly HashSet<string> _inProgress = [];

    /// <summary>A copy of <paramref name="node"/> with every intrinsic replaced by its value; null for <c>AWS::NoValue</c>.</summary>
    /// <exception cref="TemplateException">An intrinsic cannot be evaluated.</exception>
    public JsonNode? Evaluate(JsonNode? node) => node switch
    {
        null => null,
        JsonObject { Count: 1 } call when IsIntrinsic(call.First().Key) => Call(call.First().Key, call.First().Value),
        JsonObject members => EvaluateMembers(members),
        JsonArray items => EvaluateItems(items),
        _ => node.DeepClone(),
    };

    /// <summary>The text of an evaluated value; null for <c>AWS::NoValue</c>.</summary>
    public string? Text(JsonNode? node) => Plain(Evaluate(node));

    /// <summary>Whether a condition of the template holds.</summary>
    public bool Condition(string name) => Guarded($"condition {name}", () =>
        IsTrue(template.Conditions[name] ?? throw new TemplateException($"The template has no condition \"{name}\".")));

    /// <summary>The name, ARN and attributes of a resource.</summary>
    public ResourceIdentity Identity(string logicalId)
    {
        var resource = template.Resources[logicalId]?.AsObject()
            ?? throw new TemplateException($"The template has no parameter or resource \"{logicalId}\".");
        return new ResourceIdentity(logicalId, Plain(resource["Type"])!, Property, surroundings);

        string? Property(string name) =>
            resource["Properties"]?[name] is { } value ? Guarded($"{logicalId}.{name}", () => Text(value)) : null;
    }

    /// <summary>How a scalar reads as text: true and numbers as JSON writes them.</summary>
    public static string? Plain(JsonNode? node) => node switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => node.ToJsonString(),
    };

    private static bool IsIntrinsic(string key) => key is "Ref" or "Condition" || key.StartsWith("Fn::", StringComparison.Ordinal);

    private JsonObject EvaluateMembers(JsonObject members)
    {
        var result = new JsonObject();
        foreach (var (key, value) in members)
        {
            if (Evaluate(value) is { } evaluated)
            {
                result[key] = evaluated;
            }
        }

        return result;
    }

    private JsonArray EvaluateItems(JsonArray items) => new([.. items.Select(Evaluate).Where(item => item is not null)]);

    private JsonNode? Call(string function, JsonNode? argument) => function switch
    {
        "Ref" => Reference(Plain(argument)!),
        // A policy statement's member "Condition" is data; the function stands only where a condition's value is a string.
        "Condition" => argument is JsonValue name ? Condition(Plain(name)!) : new JsonObject { ["Condition"] = Evaluate(argument) },
        "Fn::GetAtt" => GetAttribute(argument!),
        "Fn::Join" => string.Join(Plain(argument![0]), List(argument[1]).Select(Plain)),
        "Fn::Sub" => Substitution.Expand(argument!, Text, name => Plain(ReferenceOrAttribute(name)) ?? ""),
        "Fn::Select" => Select(argument!),
        "Fn::Split" => new JsonArray([.. Text(argument![1])!.Split(Plain(argument[0])).Select(part => (JsonNode)part)]),
        "Fn::If" => Evaluate(Condition(Plain(argument![0])!) ? argument[1] : argument[2]),
        "Fn::Equals" or "Fn::And" or "Fn::Or" or "Fn::Not" => IsTrue(new JsonObject { [function] = argument?.DeepClone() }),
        "Fn::FindInMap" => FindInMap(argument!),
        "Fn::Base64" => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Text(argument)!)),
        "Fn::GetAZs" => new JsonArray($"{Surroundings.Region}a", $"{Surroundings.Region}b", $"{Surroundings.Region}c"),
        "Fn::ImportValue" => throw new TemplateException(
            $"Fn::ImportValue {argument?.ToJsonString()} cannot be resolved: LocalCloud serves one stack and has no exports of others."),
        _ => throw new TemplateException($"The function {function} is not supported (argument {argument?.ToJsonString()})."),
    };

    private bool IsTrue(JsonNode? condition)
    {
        if (condition is not JsonObject { Count: 1 } call)
        {
            return Text(condition) is "true";
        }

        var (function, argument) = call.First();
        return function switch
        {
            "Fn::Equals" => Text(argument![0]) == Text(argument[1]),
            "Fn::And" => argument!.AsArray().All(IsTrue),
            "Fn::Or" => argument!.AsArray().Any(IsTrue),
            "Fn::Not" => !IsTrue(argument![0]),
            "Condition" => Condition(Plain(argument)!),
            _ => throw new TemplateException($"{function} is no condition."),
        };
    }

    private JsonNode? Reference(string name) => name switch
    {
        "AWS::Region" => Surroundings.Region,
        "AWS::AccountId" => Surroundings.AccountId,
        "AWS::Partition" => "aws",
        "AWS::StackName" => surroundings.StackName,
        "AWS::StackId" => surroundings.StackId,
        "AWS::URLSuffix" => "amazonaws.com",
        "AWS::NotificationARNs" => new JsonArray(),
        "AWS::NoValue" => null,
        _ when template.Parameters[name] is { } parameter => Evaluate(parameter["Default"])
            ?? throw new TemplateException($"The template's parameter \"{name}\" has no default, and LocalCloud gives no parameters."),
        _ => Identity(name).Reference,
    };

    private JsonNode? ReferenceOrAttribute(string name)
    {
        var parts = name.Split('.', 2);
        return parts.Length == 1 ? Reference(name) : Identity(parts[0]).Attribute(parts[1]);
    }

    private JsonNode GetAttribute(JsonNode argument)
    {
        var parts = argument is JsonArray list ? [.. list.Select(part => Text(part)!)] : Plain(argument)!.Split('.', 2);
        return Identity(parts[0]).Attribute(parts[1]);
    }

    private JsonNode? Select(JsonNode argument)
    {
        var list = List(argument[1]);
        return int.TryParse(Text(argument[0]), out var index) && index >= 0 && index < list.Count
            ? list[index]?.DeepClone()
            : throw new TemplateException($"Fn::Select {argument[0]?.ToJsonString()}: the list has {list.Count} items.");
    }

    private JsonNode? FindInMap(JsonNode argument)
    {
        var (map, top, second) = (Text(argument[0])!, Text(argument[1])!, Text(argument[2])!);
        return template.Mappings[map]?[top]?[second]?.DeepClone()
            ?? throw new TemplateException($"Fn::FindInMap: the mapping \"{map}\" has no \"{top}\", \"{second}\".");
    }

    private JsonArray List(JsonNode? node) =>
        Evaluate(node) as JsonArray ?? throw new TemplateException($"{node?.ToJsonString()} is not a list.");

    private T Guarded<T>(string place, Func<T> evaluate)
    {
        if (!_inProgress.Add(place))
        {
            throw new TemplateException($"The template is circular at {place}.");
        }

        try
        {
            return evaluate();
        }
        finally
        {
            _inProgress.Remove(place);
        }
    }
}
