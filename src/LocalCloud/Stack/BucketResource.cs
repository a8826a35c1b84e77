namespace Daybreak.LocalCloud.Stack;

/// <summary>A bucket of the stack.</summary>
internal sealed record BucketResource(string LogicalId, string Name, bool Versioned);
