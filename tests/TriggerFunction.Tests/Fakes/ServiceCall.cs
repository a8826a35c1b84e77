using System.Text.Json;

namespace Daybreak.TriggerFunction.Tests.Fakes;

/// <summary>A call as it came over the wire.</summary>
internal sealed record ServiceCall(string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Target => Headers["X-Amz-Target"];

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
}
