using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;
using Daybreak.Cdk.Review;
using Daybreak.Cdk.Settings;

namespace Daybreak.Cdk.Storage;

/// <summary>The bucket that S3 writes the access logs of the other buckets to.</summary>
internal sealed class AccessLogs : Construct
{
    private const int Days = 90;

    public AccessLogs(Construct scope, string id, StageSettings stage)
        : base(scope, id)
    {
        // It logs no access to itself: each log would cause the next.
        Bucket = new PrivateBucket(this, "Logs", new PrivateBucketSettings
        {
            AccessLogs = null,
            Removal = stage.BucketRemoval,
            NoncurrentVersionDays = 1,
            ExpirationDays = Days,
        });
        Bucket.Resource.Acknowledge(new Acknowledgement("AwsSolutions-S1", "It is the bucket of the access logs: each log would cause the next."));
        Bucket.Statements.AddStatements(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "AccessLogs",
            Principals = [new ServicePrincipal("logging.s3.amazonaws.com")],
            Actions = ["s3:PutObject"],
            Resources = [Bucket.ObjectsArn],
            Conditions = new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = Stack.Of(this).Account },
            },
        }));
    }

    /// <summary>The bucket.</summary>
    public PrivateBucket Bucket { get; }
}
