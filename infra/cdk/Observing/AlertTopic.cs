using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SNS;
using Constructs;

namespace Daybreak.Cdk.Observing;

/// <summary>An encrypted topic that EventBridge and CloudWatch of this account publish to, over TLS.</summary>
internal sealed class AlertTopic : Construct
{
    public AlertTopic(Construct scope, string id, string displayName, string keyArn)
        : base(scope, id)
    {
        Arn = new CfnTopic(this, "Topic", new CfnTopicProps { DisplayName = displayName, KmsMasterKeyId = keyArn }).Ref;
        var account = new Dictionary<string, object>
        {
            ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = Stack.Of(this).Account },
        };
        new CfnTopicPolicy(this, "Policy", new CfnTopicPolicyProps
        {
            Topics = [Arn],
            PolicyDocument = new PolicyDocument(new PolicyDocumentProps
            {
                Statements =
                [
                    // EventBridge honours no condition in the policy of a topic.
                    Publish("RunEvents", new ServicePrincipal("events.amazonaws.com"), null),
                    Publish("Alarms", new ServicePrincipal("cloudwatch.amazonaws.com"), account),
                    TlsOnly(),
                ],
            }),
        });
    }

    /// <summary>The topic's ARN.</summary>
    public string Arn { get; }

    private PolicyStatement Publish(string sid, IPrincipal principal, Dictionary<string, object>? conditions) =>
        new(new PolicyStatementProps
        {
            Sid = sid,
            Principals = [principal],
            Actions = ["sns:Publish"],
            Resources = [Arn],
            Conditions = conditions,
        });

    private PolicyStatement TlsOnly() => new(new PolicyStatementProps
    {
        Sid = "TlsOnly",
        Effect = Effect.DENY,
        Principals = [new AnyPrincipal()],
        Actions = ["sns:Publish"],
        Resources = [Arn],
        Conditions = new Dictionary<string, object>
        {
            ["Bool"] = new Dictionary<string, object> { ["aws:SecureTransport"] = "false" },
        },
    });
}
