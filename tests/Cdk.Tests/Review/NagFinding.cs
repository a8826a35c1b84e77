namespace Daybreak.Cdk.Tests.Review;

/// <summary>What a rule found.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Place">The resource.</param>
/// <param name="Detail">What of it, for rules that find several things on one resource; otherwise empty.</param>
internal sealed record NagFinding(string Rule, string Place, string Detail = "");
