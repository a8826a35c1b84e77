using System.Globalization;
using Daybreak.LocalCloud.Hosting;
using Daybreak.LocalCloud.Ssm;

namespace Daybreak.LocalCloud.Lambda;

/// <summary>The environment of a function's process: the template's, and what Lambda adds.</summary>
internal static class FunctionEnvironment
{
    public static IReadOnlyDictionary<string, string> Create(FunctionDefinition function, string executable, string endpoint)
    {
        var lambda = new Dictionary<string, string>
        {
            ["AWS_LAMBDA_RUNTIME_API"] = $"{endpoint["http://".Length..]}/_lambda/{function.Name}",
            ["AWS_LAMBDA_FUNCTION_NAME"] = function.Name,
            ["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST",
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = function.MemoryMegabytes.ToString(CultureInfo.InvariantCulture),
            ["AWS_LAMBDA_LOG_GROUP_NAME"] = $"/aws/lambda/{function.Name}",
            ["AWS_LAMBDA_LOG_STREAM_NAME"] = "localcloud",
            ["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand",
            ["LAMBDA_TASK_ROOT"] = Path.GetDirectoryName(Path.GetFullPath(executable))!,
            ["_HANDLER"] = function.Handler,
        };
        // The template has the last word, as in Lambda for everything but the reserved names, which it must not give.
        return ScriptEnvironment.Create(LocalCredentials.For(endpoint).Concat(function.Environment).Concat(lambda));
    }
}
