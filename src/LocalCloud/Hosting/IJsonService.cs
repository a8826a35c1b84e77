using System.Text.Json.Nodes;

namespace Daybreak.LocalCloud.Hosting;

/// <summary>A service of AWS's JSON protocol, told by the header <c>X-Amz-Target: Prefix.Action</c>.</summary>
internal interface IJsonService
{
    /// <summary>What stands before the dot of the target.</summary>
    public string TargetPrefix { get; }

    /// <summary>The protocol's version: <c>1.0</c> or <c>1.1</c>.</summary>
    public string JsonVersion { get; }

    /// <summary>Answers one request; null where the service has no such action.</summary>
    /// <exception cref="ServiceException">The request is refused.</exception>
    public Task<JsonObject>? Answer(string action, JsonObject request, CancellationToken cancellationToken);
}
