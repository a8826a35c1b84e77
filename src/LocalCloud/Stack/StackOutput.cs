namespace Daybreak.LocalCloud.Stack;

/// <summary>An output of the stack.</summary>
internal sealed record StackOutput(string Key, string Value, string? Description);
