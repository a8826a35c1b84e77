using Amazon.CDK;
using Constructs;

namespace Daybreak.Cdk.Review;

/// <summary>Answers rules of cdk-nag on the resource itself, in the metadata that cdk-nag reads; a test finds those that answer nothing.</summary>
internal static class Acknowledgements
{
    /// <summary>Answers the findings on the resource of a construct.</summary>
    public static void Acknowledge(this IConstruct construct, params Acknowledgement[] findings)
    {
        var resource = construct as CfnResource ?? (CfnResource)construct.Node.DefaultChild!;
        resource.AddMetadata("cdk_nag", new Dictionary<string, object>
        {
            ["rules_to_suppress"] = findings.Select(Suppression).ToArray<object>(),
        });
    }

    private static Dictionary<string, object> Suppression(Acknowledgement finding)
    {
        var suppression = new Dictionary<string, object> { ["id"] = finding.Rule, ["reason"] = finding.Reason };
        if (finding.AppliesTo is { } pattern)
        {
            suppression["applies_to"] = new object[] { new Dictionary<string, object> { ["regex"] = $"/{pattern}/" } };
        }

        return suppression;
    }
}
