using System.Text.Json.Nodes;

namespace Daybreak.LocalCloud.Lambda;

/// <summary>What a function answered.</summary>
/// <param name="Payload">The answer, or the error as JSON.</param>
/// <param name="IsError">Whether the function failed.</param>
internal sealed record InvocationResult(string Payload, bool IsError)
{
    /// <summary>A failure of the runtime itself, in Lambda's shape.</summary>
    public static InvocationResult Failure(string type, string message) =>
        new(new JsonObject { ["errorType"] = type, ["errorMessage"] = message }.ToJsonString(), true);
}
