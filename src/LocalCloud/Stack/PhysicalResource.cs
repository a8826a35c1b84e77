namespace Daybreak.LocalCloud.Stack;

/// <summary>A resource as CloudFormation lists it.</summary>
internal sealed record PhysicalResource(string LogicalId, string PhysicalId, string Type);
