using System.Text.Json.Nodes;
using Daybreak.Cdk.Tests.Stacks;

namespace Daybreak.Cdk.Tests.Review;

[Collection("Synthesis")]
public class The_rules_of_cdk_nag(Synthesis synthesis)
{
    [Theory]
    [MemberData(nameof(Variants.Names), MemberType = typeof(Variants))]
    public void Find_nothing_that_is_not_answered(string variant)
    {
        var template = synthesis.OfVariant(variant);
        var answers = Acknowledged.In(template).ToList();

        Assert.DoesNotContain(Findings(template), finding => !answers.Any(answer => answer.Answers(finding)));
    }

    [Theory]
    [MemberData(nameof(Variants.Names), MemberType = typeof(Variants))]
    public void Find_everything_that_is_answered(string variant)
    {
        var template = synthesis.OfVariant(variant);
        var findings = Findings(template).ToList();

        Assert.DoesNotContain(Acknowledged.In(template), answer => !findings.Any(answer.Answers));
    }

    [Fact]
    public void Are_answered_with_reasons() =>
        Assert.All(Acknowledged.In(synthesis.OfVariant("dev")), answer => Assert.True(answer.Reason.Length > 20, answer.ToString()));

    [Fact]
    public void Are_each_proven_by_something_that_breaks_them() =>
        Assert.Equal(NagRules.All.Select(rule => rule.Id).Order(StringComparer.Ordinal), Broken.Templates.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Broken.Rules), MemberType = typeof(Broken))]
    public void Find_what_breaks_them(string rule)
    {
        var resources = JsonNode.Parse(Broken.Templates[rule])!;
        var found = Findings(new Template(new JsonObject { ["Resources"] = resources }, "")).Where(finding => finding.Rule == rule);

        Assert.Equal("Bad", Assert.Single(found).Place);
    }

    private static IEnumerable<NagFinding> Findings(Template template) => NagRules.All.SelectMany(rule => rule.FindingsIn(template));
}
