using System.Text.Json.Nodes;

namespace Daybreak.Cdk.Tests.Review;

/// <summary>One statement of a policy of a template, intrinsics resolved.</summary>
/// <param name="Place">The resource, the policy where it has several, and the statement's Sid.</param>
/// <param name="Json">The statement.</param>
internal sealed record PolicyStatement(string Place, JsonObject Json);
