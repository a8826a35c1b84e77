using Daybreak.Cdk.Tests.Stacks;

namespace Daybreak.Cdk.Tests.Review;

/// <summary>A rule: a pure function from a template to the places that break it.</summary>
/// <param name="Id">The id in cdk-nag's AwsSolutions pack, or one of ours where the pack has none.</param>
/// <param name="Find">The places, with a detail where one resource may have several findings.</param>
internal sealed record NagRule(string Id, Func<Template, IEnumerable<(string Place, string Detail)>> Find)
{
    /// <summary>The findings in a template.</summary>
    public IEnumerable<NagFinding> FindingsIn(Template template) =>
        Find(template).Select(finding => new NagFinding(Id, finding.Place, finding.Detail));
}
