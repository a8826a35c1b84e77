using System.Text.Json.Nodes;

namespace Daybreak.LocalCloud.Stack;

/// <summary>An SSM document of the stack.</summary>
internal sealed record DocumentResource(string Name, JsonObject Content);
