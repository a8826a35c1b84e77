using System.Text.Json.Serialization;
using Amazon.Lambda.S3Events;

namespace Daybreak.TriggerFunction;

/// <summary>The JSON that the function reads.</summary>
[JsonSerializable(typeof(S3Event))]
[JsonSerializable(typeof(Dictionary<string, IReadOnlyList<string>>))]
internal sealed partial class TriggerJsonContext : JsonSerializerContext;
