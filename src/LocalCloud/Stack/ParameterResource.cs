namespace Daybreak.LocalCloud.Stack;

/// <summary>An SSM parameter of the stack.</summary>
internal sealed record ParameterResource(string Name, string Type, string Value);
