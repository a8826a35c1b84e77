using Amazon.CDK.AWS.S3;
using Constructs;

namespace Daybreak.Cdk.Storage;

/// <summary>The bucket of a database's migrations; every upload to it starts the trigger.</summary>
internal sealed class MigrationBucket : Construct
{
    public MigrationBucket(Construct scope, string id, MigrationBucketSettings settings)
        : base(scope, id)
    {
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

        // S3 tries the notification out when the bucket is created.
        Bucket.Resource.AddDependency(settings.Trigger.Permission);
    }

    /// <summary>The bucket.</summary>
    public PrivateBucket Bucket { get; }
}
