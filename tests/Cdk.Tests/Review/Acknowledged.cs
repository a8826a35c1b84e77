using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Daybreak.Cdk.Tests.Stacks;

namespace Daybreak.Cdk.Tests.Review;

/// <summary>A finding that the code answers, read from the resource's metadata as cdk-nag would.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Place">The resource.</param>
/// <param name="Reason">Why it stays.</param>
/// <param name="AppliesTo">Which details; <see langword="null"/> for a rule without.</param>
internal sealed record Acknowledged(string Rule, string Place, string Reason, string? AppliesTo)
{
    /// <summary>All of a template.</summary>
    public static IEnumerable<Acknowledged> In(Template template) =>
        from resource in template.AllResources
        from suppression in resource.Value["Metadata"]?["cdk_nag"]?["rules_to_suppress"]?.AsArray() ?? []
        select new Acknowledged(
            (string)suppression["id"]!,
            template.PlaceOf(resource.Key),
            (string)suppression["reason"]!,
            ((string?)suppression["applies_to"]?.AsArray().Single()!["regex"])?.Trim('/'));

    /// <summary>Whether it answers a finding.</summary>
    public bool Answers(NagFinding finding) =>
        finding.Rule == Rule && finding.Place == Place
        && (AppliesTo is null ? finding.Detail.Length == 0 : Regex.IsMatch(finding.Detail, AppliesTo));
}
