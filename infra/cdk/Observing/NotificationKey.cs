using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Constructs;

namespace Daybreak.Cdk.Observing;

/// <summary>The key of the topics: EventBridge and CloudWatch cannot publish to a topic that has the key of SNS.</summary>
internal sealed class NotificationKey : Construct
{
    public NotificationKey(Construct scope, string id)
        : base(scope, id)
    {
        var key = new Key(this, "Key", new KeyProps
        {
            Description = "Daybreak notifications",
            EnableKeyRotation = true,
            // What it encrypted is delivered within minutes: nothing is lost with it.
            RemovalPolicy = RemovalPolicy.DESTROY,
            PendingWindow = Duration.Days(7),
        });
        key.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "Publishers",
            Principals = [new ServicePrincipal("events.amazonaws.com"), new ServicePrincipal("cloudwatch.amazonaws.com")],
            Actions = ["kms:Decrypt", "kms:GenerateDataKey*"],
            // In the policy of a key, * is this key.
            Resources = ["*"],
        }));
        Arn = key.KeyArn;
    }

    /// <summary>The key's ARN.</summary>
    public string Arn { get; }
}
