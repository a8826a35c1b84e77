using System.Text.Json.Serialization;

namespace Daybreak.LocalCloud.Faults;

/// <summary>How faults are ordered and shown.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Fault[]))]
internal sealed partial class FaultJson : JsonSerializerContext;
