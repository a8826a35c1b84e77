using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Daybreak.LocalCloud.Hosting;
using Daybreak.LocalCloud.Template;

namespace Daybreak.LocalCloud.Ssm;

/// <summary>SSM's Parameter Store, in memory.</summary>
internal sealed class ParameterStore(TimeProvider time)
{
    private const int PageSize = 10;

    private readonly ConcurrentDictionary<string, ParameterVersion> _parameters = new(StringComparer.Ordinal);

    /// <summary>Every parameter's newest version, by name.</summary>
    public IReadOnlyList<ParameterVersion> All => [.. _parameters.Values.OrderBy(p => p.Name, StringComparer.Ordinal)];

    /// <summary>Sets a parameter; an existing one gets its next version.</summary>
    public ParameterVersion Put(string name, string type, string value)
    {
        var first = new ParameterVersion { Name = name, Type = type, Value = value, LastModified = time.GetUtcNow() };
        return _parameters.AddOrUpdate(name, first, (_, old) => first with { Version = old.Version + 1 });
    }

    public JsonObject GetParameter(JsonObject request) => new() { ["Parameter"] = Describe(Find(request.Required("Name"))) };

    public JsonObject GetParameters(JsonObject request)
    {
        var names = request.Strings("Names");
        return new JsonObject
        {
            ["Parameters"] = new JsonArray([.. names.Where(_parameters.ContainsKey).Select(name => Describe(_parameters[name]))]),
            ["InvalidParameters"] = new JsonArray([.. names.Where(name => !_parameters.ContainsKey(name)).Select(name => (JsonNode)name)]),
        };
    }

    public JsonObject GetParametersByPath(JsonObject request)
    {
        var path = request.Required("Path").TrimEnd('/') + "/";
        var deep = request.Flag("Recursive");
        var found = All.Where(p => p.Name.StartsWith(path, StringComparison.Ordinal)
            && (deep || !p.Name.AsSpan(path.Length).Contains('/'))).ToList();
        var page = Page.Of(found, request.Optional("NextToken"), request.Number("MaxResults") ?? PageSize);
        var answer = new JsonObject { ["Parameters"] = new JsonArray([.. page.Items.Select(Describe)]) };
        if (page.NextToken is not null)
        {
            answer["NextToken"] = page.NextToken;
        }

        return answer;
    }

    public JsonObject PutParameter(JsonObject request)
    {
        var (name, value) = (request.Required("Name"), request.Required("Value"));
        if (_parameters.TryGetValue(name, out var old) && !request.Flag("Overwrite"))
        {
            throw new ServiceException(
                "ParameterAlreadyExists",
                "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.");
        }

        var parameter = Put(name, request.Optional("Type") ?? old?.Type ?? "String", value);
        return new JsonObject { ["Version"] = parameter.Version, ["Tier"] = "Standard" };
    }

    private static JsonObject Describe(ParameterVersion parameter) => new()
    {
        ["Name"] = parameter.Name,
        ["Type"] = parameter.Type,
        ["Value"] = parameter.Value,
        ["Version"] = parameter.Version,
        ["LastModifiedDate"] = Wire.Seconds(parameter.LastModified),
        ["ARN"] = Surroundings.Arn("ssm", $"parameter/{parameter.Name.TrimStart('/')}"),
        ["DataType"] = "text",
    };

    // An ARN ends in :parameter and the name, which begins with a slash.
    private ParameterVersion Find(string nameOrArn) =>
        _parameters.GetValueOrDefault(nameOrArn.StartsWith("arn:", StringComparison.Ordinal)
            ? nameOrArn[(nameOrArn.LastIndexOf(':') + ":parameter".Length)..]
            : nameOrArn)
        ?? throw new ServiceException("ParameterNotFound", "");
}
