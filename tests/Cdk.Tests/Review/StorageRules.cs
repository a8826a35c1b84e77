using System.Text.Json.Nodes;
using static Daybreak.Cdk.Tests.Review.NagRules;

namespace Daybreak.Cdk.Tests.Review;

/// <summary>Rules about buckets, keys and secrets.</summary>
internal static class StorageRules
{
    private const string Bucket = "AWS::S3::Bucket";

    public static IReadOnlyList<NagRule> All { get; } =
    [
        Each("AwsSolutions-S1", Bucket, bucket => bucket["LoggingConfiguration"]?["DestinationBucketName"] is null),
        Each("AwsSolutions-S2", Bucket, bucket => !IsBlocked(bucket["PublicAccessBlockConfiguration"])),
        Each("AwsSolutions-S5", Bucket, bucket => bucket["WebsiteConfiguration"] is not null),
        new("AwsSolutions-S10", template =>
            from bucket in template.Of(Bucket)
            where !RefusesPlainText(
                template, "AWS::S3::BucketPolicy", "Bucket", (string?)bucket.Value["Properties"]?["BucketName"] ?? $"<{bucket.Key}>")
            select (bucket.Key, "")),
        Each("AwsSolutions-KMS5", "AWS::KMS::Key", key => key["KeySpec"] is null && !IsTrue(key["EnableKeyRotation"])),
        new("AwsSolutions-SMG4", template =>
            from secret in template.Of("AWS::SecretsManager::Secret")
            where !template.Of("AWS::SecretsManager::RotationSchedule").Values
                .Any(schedule => (string?)schedule["Properties"]!["SecretId"] == $"<{secret.Key}>")
            select (secret.Key, "")),
    ];

    private static bool IsBlocked(JsonNode? block) =>
        new[] { "BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets" }.All(member => IsTrue(block?[member]));
}
