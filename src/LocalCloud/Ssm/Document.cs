using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Daybreak.LocalCloud.Hosting;

namespace Daybreak.LocalCloud.Ssm;

/// <summary>A command document of schema 2.2 with one <c>aws:runShellScript</c> step.</summary>
internal sealed partial class Document
{
    private const int DefaultTimeoutSeconds = 3600;

    private readonly JsonObject _inputs;

    private Document(string name, JsonObject content, DateTimeOffset created, JsonObject step)
    {
        Name = name;
        Content = content.ToJsonString();
        Created = created;
        Description = content.Optional("description") ?? "";
        StepName = step.Optional("name") ?? "aws:runShellScript";
        _inputs = step["inputs"]?.AsObject() ?? [];
        Parameters = [.. (content["parameters"]?.AsObject() ?? []).Select(p => DocumentParameter.Read(p.Key, p.Value!.AsObject()))];
    }

    public string Name { get; }

    /// <summary>The document as JSON text.</summary>
    public string Content { get; }

    public string Description { get; }

    public string StepName { get; }

    public DateTimeOffset Created { get; }

    public IReadOnlyList<DocumentParameter> Parameters { get; }

    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Content)));

    /// <summary>Reads a document's content.</summary>
    /// <exception cref="ServiceException">InvalidDocumentContent: it is of a kind that is not emulated.</exception>
    public static Document Read(string name, JsonObject content, DateTimeOffset created)
    {
        var schema = content["schemaVersion"]?.ToString();
        var steps = content["mainSteps"] as JsonArray ?? [];
        if (schema != "2.2" || steps.Count != 1 || steps[0]!["action"]?.ToString() != "aws:runShellScript")
        {
            throw new ServiceException(
                "InvalidDocumentContent",
                $"Document {name}: LocalCloud runs documents of schema 2.2 with one step aws:runShellScript, not schema {schema} with "
                + $"{steps.Count} steps.");
        }

        return new Document(name, content, created, steps[0]!.AsObject());
    }

    /// <summary>Checks what a caller gives for the parameters and adds the defaults.</summary>
    /// <exception cref="ServiceException">InvalidParameters.</exception>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Accept(JsonObject given)
    {
        var unknown = given.Select(p => p.Key).FirstOrDefault(key => Parameters.All(p => p.Name != key));
        if (unknown is not null)
        {
            throw new ServiceException("InvalidParameters", $"Parameter \"{unknown}\" is not defined in the document {Name}.");
        }

        return Parameters.ToDictionary(p => p.Name, p => p.Accept(given.ContainsKey(p.Name) ? given.Strings(p.Name) : null));
    }

    /// <summary>The script: the step's lines with the accepted parameters in their places.</summary>
    public string Script(IReadOnlyDictionary<string, IReadOnlyList<string>> parameters) =>
        string.Join('\n', _inputs.Strings("runCommand").Select(line => Fill(line, parameters))) + "\n";

    /// <summary>How long the script may run. As the agent does, a number out of 5 to 172800 seconds counts as 3600.</summary>
    public TimeSpan ExecutionTimeout(IReadOnlyDictionary<string, IReadOnlyList<string>> parameters)
    {
        var text = Fill(_inputs["timeoutSeconds"]?.ToString() ?? "", parameters);
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
        return TimeSpan.FromSeconds(isNumber && seconds is >= 5 and <= 172_800 ? seconds : DefaultTimeoutSeconds);
    }

    private static string Fill(string line, IReadOnlyDictionary<string, IReadOnlyList<string>> parameters) =>
        Placeholder().Replace(line, match => parameters.TryGetValue(match.Groups[1].Value, out var values)
            ? string.Join(' ', values)
            : match.Value);

    [GeneratedRegex(@"\{\{\s*(\w+)\s*\}\}")]
    private static partial Regex Placeholder();
}
