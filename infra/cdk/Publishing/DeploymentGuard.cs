using Amazon.CDK;
using Constructs;

namespace Daybreak.Cdk.Publishing;

/// <summary>Lets a template be synthesised and read, but not deployed, while something it needs is missing.</summary>
internal sealed class DeploymentGuard : Construct
{
    public DeploymentGuard(Construct scope, string id, IReadOnlyList<string> problems)
        : base(scope, id)
    {
        if (problems.Count == 0)
        {
            return;
        }

        // A rule must refer to a parameter; CloudFormation answers the change set with the descriptions.
        var complete = new CfnParameter(this, "Complete", new CfnParameterProps
        {
            Type = "String",
            Default = "no",
            AllowedValues = ["no"],
            Description = "Whether this template may be deployed; only another synthesis changes that",
        });
        new CfnRule(this, "Deployable", new CfnRuleProps
        {
            Assertions =
            [
                .. problems.Select(problem => new CfnRuleAssertion
                {
                    Assert = Fn.ConditionEquals(complete.ValueAsString, "yes"),
                    AssertDescription = problem,
                }),
            ],
        });
        foreach (var problem in problems)
        {
            Annotations.Of(this).AddInfo($"This template cannot be deployed: {problem}");
        }
    }
}
