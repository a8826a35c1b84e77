using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace Daybreak.Cdk.Storage;

/// <summary>The bucket of a database's migrations; every upload to it starts the trigger.</summary>
internal sealed class MigrationBucket : Construct
{
    public MigrationBucket(Construct scope, string id, MigrationBucketSettings settings)
        : base(scope, id)
    {
        var stack = Stack.Of(this);
        Bucket = new PrivateBucket(this, "Default", new PrivateBucketSettings
        {
            Name = settings.Name,
            AccessLogs = settings.AccessLogs,
            Removal = settings.Stage.BucketRemoval,
            KeyArn = settings.KeyArn,
            NoncurrentVersionDays = settings.Stage.NoncurrentVersionDays,
            Notification = new CfnBucket.NotificationConfigurationProperty
            {
                LambdaConfigurations = new object[]
                {
                    new CfnBucket.LambdaConfigurationProperty { Event = "s3:ObjectCreated:*", Function = settings.Trigger.FunctionArn },
                },
            },
        });

        var permission = new CfnPermission(this, "Permission", new CfnPermissionProps
        {
            Action = "lambda:InvokeFunction",
            FunctionName = settings.Trigger.FunctionArn,
            Principal = "s3.amazonaws.com",
            SourceArn = Bucket.Arn,
            SourceAccount = stack.Account,
        });

        // S3 tries the notification out when the bucket is created.
        Bucket.Resource.AddDependency(permission);
    }

    /// <summary>The bucket.</summary>
    public PrivateBucket Bucket { get; }
}
