namespace Daybreak.Cdk.Review;

/// <summary>Why a finding of a rule of cdk-nag's AwsSolutions pack stays.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Reason">Why.</param>
/// <param name="AppliesTo">
/// Which of the rule's findings on the resource, as a regular expression such as <c>^Resource::\*$</c>; <see langword="null"/> for a rule
/// that has one finding for each resource.
/// </param>
internal sealed record Acknowledgement(string Rule, string Reason, string? AppliesTo = null);
