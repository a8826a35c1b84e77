using Amazon.CDK;
using Amazon.CDK.AWS.IAM;

namespace Daybreak.Cdk.Networking;

/// <summary>
/// What passes the gateway to S3. Without a policy it would carry what is in the network into a bucket of anybody who brings his own keys.
/// </summary>
internal static class GatewayPolicy
{
    /// <summary>Everything of this account's principals, whose own policies say what; and reading what Amazon publishes for its Linux.</summary>
    public static PolicyStatement[] Statements(Stack stack) =>
    [
        new(new PolicyStatementProps
        {
            Sid = "PrincipalsOfThisAccount",
            Principals = [new AnyPrincipal()],
            Actions = ["s3:*"],
            Resources = ["*"],
            Conditions = new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object> { ["aws:PrincipalAccount"] = stack.Account },
            },
        }),
        // Packages of Amazon Linux 2023 and of the SSM agent are fetched without a signature, so that they have no principal.
        new(new PolicyStatementProps
        {
            Sid = "PackagesOfAmazonLinux",
            Principals = [new AnyPrincipal()],
            Actions = ["s3:GetObject"],
            Resources =
            [
                $"arn:{stack.Partition}:s3:::al2023-repos-{stack.Region}-de612dc2/*",
                $"arn:{stack.Partition}:s3:::amazon-ssm-{stack.Region}/*",
            ],
        }),
    ];
}
