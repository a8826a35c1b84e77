using System.Text.Json;

namespace Daybreak.HostAgent.Output;

/// <summary>The answers of several commands in one call, in Flyway's JSON.</summary>
internal sealed record CompositeAnswer(IReadOnlyList<JsonElement> IndividualResults);
