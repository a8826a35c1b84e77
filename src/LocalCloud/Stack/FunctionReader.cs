using System.Globalization;
using Daybreak.LocalCloud.Lambda;

namespace Daybreak.LocalCloud.Stack;

/// <summary>Reads functions and how their failures are treated.</summary>
internal static class FunctionReader
{
    public static IReadOnlyList<FunctionDefinition> Functions(IReadOnlyList<TemplateResource> resources) =>
        [.. resources.Where(r => r.Type == "AWS::Lambda::Function").Where(IsOurs).Select(function => Read(function, resources))];

    /// <summary>Whether the function is one that the given executable serves, and not a helper of the CDK's in another runtime.</summary>
    public static bool IsOurs(TemplateResource function) =>
        function.Text("Runtime") is not { } runtime || runtime.StartsWith("provided", StringComparison.Ordinal)
        || runtime.StartsWith("dotnet", StringComparison.Ordinal);

    private static FunctionDefinition Read(TemplateResource function, IReadOnlyList<TemplateResource> resources)
    {
        var asynchronous = resources.FirstOrDefault(r => r.Type == "AWS::Lambda::EventInvokeConfig"
            && (r.Text("FunctionName") == function.Name || r.Text("FunctionName") == function.Arn));
        var variables = function.Object("Environment")["Variables"]?.AsObject() ?? [];
        return new FunctionDefinition
        {
            Name = function.Name,
            Environment = variables.ToDictionary(v => v.Key, v => v.Value!.ToString()),
            Timeout = TimeSpan.FromSeconds(Number(function.Text("Timeout")) ?? 3),
            MemoryMegabytes = Number(function.Text("MemorySize")) ?? 128,
            Handler = function.Text("Handler") ?? "bootstrap",
            MaximumRetryAttempts = Number(asynchronous?.Text("MaximumRetryAttempts")) ?? 2,
            OnFailureArn = asynchronous?.Object("DestinationConfig")["OnFailure"]?["Destination"]?.ToString(),
            DeadLetterArn = function.Object("DeadLetterConfig")["TargetArn"]?.ToString(),
        };
    }

    private static int? Number(string? text) => text is null ? null : int.Parse(text, CultureInfo.InvariantCulture);
}
