using Amazon.CDK;
using Amazon.CDK.AWS.S3;

namespace Daybreak.Cdk.Storage;

/// <summary>What differs between the buckets.</summary>
internal sealed record PrivateBucketSettings
{
    /// <summary>The bucket's name; default: CloudFormation chooses.</summary>
    public string? Name { get; init; }

    /// <summary>Where S3 logs the access to this bucket; <see langword="null"/> for the bucket that holds these logs.</summary>
    public required PrivateBucket? AccessLogs { get; init; }

    /// <summary>What becomes of the bucket when the stack is destroyed.</summary>
    public required RemovalPolicy Removal { get; init; }

    /// <summary>How long replaced and deleted objects stay, in days.</summary>
    public required int NoncurrentVersionDays { get; init; }

    /// <summary>How long objects stay, in days; default: for ever.</summary>
    public int? ExpirationDays { get; init; }

    /// <summary>
    /// The prefix below which objects come and go: when deleted, neither they nor their markers stay longer than S3 takes; default: there is none.
    /// </summary>
    public string? PassingPrefix { get; init; }

    /// <summary>Whom the bucket notifies; default: nobody.</summary>
    public CfnBucket.NotificationConfigurationProperty? Notification { get; init; }

    /// <summary>The KMS key of its objects; default: S3's own keys.</summary>
    public string? KeyArn { get; init; }
}
