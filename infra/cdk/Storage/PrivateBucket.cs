using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace Daybreak.Cdk.Storage;

/// <summary>
/// A bucket that is versioned, encrypted, private and reached over TLS only. The keys are S3's own by default
/// (docs/decisions/bucket-encryption.md says why).
/// </summary>
internal sealed class PrivateBucket : Construct
{
    public PrivateBucket(Construct scope, string id, PrivateBucketSettings settings)
        : base(scope, id)
    {
        Resource = new CfnBucket(this, "Bucket", new CfnBucketProps
        {
            BucketName = settings.Name,
            VersioningConfiguration = new CfnBucket.VersioningConfigurationProperty { Status = "Enabled" },
            BucketEncryption = Encryption(settings.KeyArn),
            OwnershipControls = NoAccessControlLists(),
            PublicAccessBlockConfiguration = new CfnBucket.PublicAccessBlockConfigurationProperty
            {
                BlockPublicAcls = true,
                BlockPublicPolicy = true,
                IgnorePublicAcls = true,
                RestrictPublicBuckets = true,
            },
            LifecycleConfiguration = Lifecycle(settings),
            LoggingConfiguration = settings.AccessLogs is { } logs
                ? new CfnBucket.LoggingConfigurationProperty { DestinationBucketName = logs.Resource.Ref, LogFilePrefix = LogPrefix() }
                : null,
            NotificationConfiguration = settings.Notification,
        });
        Resource.ApplyRemovalPolicy(settings.Removal);
        if (settings.AccessLogs is { } target)
        {
            // S3 checks at creation that it may write the logs.
            Resource.AddDependency(target.Policy);
        }

        Arn = Stack.Of(this).FormatArn(new ArnComponents
        {
            Service = "s3",
            Region = string.Empty,
            Account = string.Empty,
            Resource = settings.Name ?? Resource.Ref,
            ArnFormat = ArnFormat.NO_RESOURCE_NAME,
        });
        Statements.AddStatements(TlsOnly());
        Policy = new CfnBucketPolicy(this, "Policy", new CfnBucketPolicyProps { Bucket = Resource.Ref, PolicyDocument = Statements });
        Policy.ApplyRemovalPolicy(settings.Removal);
    }

    /// <summary>The bucket.</summary>
    public CfnBucket Resource { get; }

    /// <summary>The bucket's ARN; it does not refer to the bucket when the bucket has a name of ours.</summary>
    public string Arn { get; }

    /// <summary>The ARN of every object of the bucket.</summary>
    public string ObjectsArn => Arn + "/*";

    /// <summary>The bucket's policy.</summary>
    public CfnBucketPolicy Policy { get; }

    /// <summary>The policy's statements; more may be added until synthesis.</summary>
    public PolicyDocument Statements { get; } = new();

    // The place in the stack; a MigrationBucket and the bucket in it are one.
    private string LogPrefix() => (Node.Id == "Default" ? Node.Scope!.Node.Path : Node.Path) + "/";

    private PolicyStatement TlsOnly() => new(new PolicyStatementProps
    {
        Sid = "TlsOnly",
        Effect = Effect.DENY,
        Principals = [new AnyPrincipal()],
        Actions = ["s3:*"],
        Resources = [Arn, ObjectsArn],
        Conditions = new Dictionary<string, object>
        {
            ["Bool"] = new Dictionary<string, object> { ["aws:SecureTransport"] = "false" },
        },
    });

    private static CfnBucket.BucketEncryptionProperty Encryption(string? keyArn) => new()
    {
        ServerSideEncryptionConfiguration = new object[]
        {
            new CfnBucket.ServerSideEncryptionRuleProperty
            {
                ServerSideEncryptionByDefault = new CfnBucket.ServerSideEncryptionByDefaultProperty
                {
                    SseAlgorithm = keyArn is null ? "AES256" : "aws:kms",
                    KmsMasterKeyId = keyArn,
                },
                // One call to KMS for many objects.
                BucketKeyEnabled = keyArn is null ? null : true,
            },
        },
    };

    private static CfnBucket.OwnershipControlsProperty NoAccessControlLists() => new()
    {
        Rules = new object[] { new CfnBucket.OwnershipControlsRuleProperty { ObjectOwnership = "BucketOwnerEnforced" } },
    };

    private static CfnBucket.LifecycleConfigurationProperty Lifecycle(PrivateBucketSettings settings) => new()
    {
        Rules = (object[])
        [
            new CfnBucket.RuleProperty
            {
                Id = "Expire",
                Status = "Enabled",
                ExpirationInDays = settings.ExpirationDays,
                // What expires takes its marker along; elsewhere the markers of deleted objects would stay for ever and slow every listing.
                ExpiredObjectDeleteMarker = settings.ExpirationDays is null ? true : null,
                NoncurrentVersionExpiration =
                    new CfnBucket.NoncurrentVersionExpirationProperty { NoncurrentDays = settings.NoncurrentVersionDays },
                AbortIncompleteMultipartUpload = new CfnBucket.AbortIncompleteMultipartUploadProperty { DaysAfterInitiation = 7 },
            },
            .. settings.PassingPrefix is { } prefix ? [Passing(prefix)] : Array.Empty<object>(),
        ],
    };

    // A listing steps over every marker that is still there.
    private static CfnBucket.RuleProperty Passing(string prefix) => new()
    {
        Id = "Passing",
        Status = "Enabled",
        Prefix = prefix,
        ExpiredObjectDeleteMarker = true,
        NoncurrentVersionExpiration = new CfnBucket.NoncurrentVersionExpirationProperty { NoncurrentDays = 1 },
    };
}
