using System.Collections.Frozen;

namespace Daybreak.LocalCloud.Stack;

/// <summary>What of a template LocalCloud honours, and what therefore has to be said.</summary>
internal static class Emulation
{
    // Per type the properties that are honoured, then those that change nothing on one machine (access, encryption, tags, code).
    private static readonly FrozenDictionary<string, string[]> _known = new Dictionary<string, string[]>
    {
        ["AWS::S3::Bucket"] =
        [
            "BucketName", "VersioningConfiguration", "NotificationConfiguration",
            "BucketEncryption", "PublicAccessBlockConfiguration", "OwnershipControls", "Tags", "AccessControl",
        ],
        ["AWS::Lambda::Function"] =
        [
            "FunctionName", "Environment", "Timeout", "MemorySize", "Handler", "DeadLetterConfig",
            "Architectures", "Code", "Description", "Role", "Runtime", "Tags", "LoggingConfig",
        ],
        ["AWS::Lambda::Permission"] = ["Action", "FunctionName", "Principal", "SourceArn", "SourceAccount"],
        ["AWS::Lambda::EventInvokeConfig"] = ["FunctionName", "MaximumRetryAttempts", "DestinationConfig", "Qualifier"],
        ["AWS::SQS::Queue"] = ["QueueName", "KmsMasterKeyId", "SqsManagedSseEnabled", "MessageRetentionPeriod", "Tags"],
        ["AWS::SSM::Parameter"] = ["Name", "Type", "Value", "Description", "Tags", "Tier"],
        ["AWS::SSM::Document"] = ["Name", "Content", "DocumentType", "DocumentFormat", "TargetType", "Tags", "UpdateMethod"],
        ["AWS::SecretsManager::Secret"] = ["Name", "Description", "GenerateSecretString", "SecretString", "KmsKeyId", "Tags"],
        ["AWS::SecretsManager::SecretTargetAttachment"] = ["SecretId", "TargetId", "TargetType"],
        ["Custom::S3BucketNotifications"] =
        [
            "ServiceToken", "BucketName", "NotificationConfiguration", "Managed", "SkipDestinationValidation",
        ],
    }.ToFrozenDictionary();

    // Types that have their part as a name, an address or a tag, but behind which is the local PostgreSQL or this machine.
    private static readonly FrozenSet<string> _standing = new[]
    {
        "AWS::RDS::DBCluster", "AWS::RDS::DBInstance", "AWS::EC2::Instance", "AWS::EC2::LaunchTemplate", "AWS::AutoScaling::AutoScalingGroup",
    }.ToFrozenSet();

    private const string Metadata = "AWS::CDK::Metadata";

    /// <summary>One sentence on the types that are not emulated, one on those that are only stood for, one on properties without effect.</summary>
    public static IEnumerable<string> Remarks(IReadOnlyList<TemplateResource> resources)
    {
        var types = resources.Select(r => r.Type).Where(type => !_known.ContainsKey(type) && type != Metadata)
            .Distinct().Order(StringComparer.Ordinal).ToLookup(_standing.Contains);
        if (types[false].Any())
        {
            yield return $"not emulated: {string.Join(", ", types[false])}";
        }

        if (types[true].Any())
        {
            yield return $"this machine and its PostgreSQL, without effect of their properties but the host's tags: {string.Join(", ", types[true])}";
        }

        var properties = resources.Where(r => _known.ContainsKey(r.Type))
            .SelectMany(r => r.PropertyNames.Except(_known[r.Type]).Select(name => $"{r.Type}.{name}"))
            .Distinct().Order(StringComparer.Ordinal).ToList();
        if (properties.Count > 0)
        {
            yield return $"without effect here: {string.Join(", ", properties)}";
        }

        foreach (var function in resources.Where(r => r.Type == "AWS::Lambda::Function" && !FunctionReader.IsOurs(r)))
        {
            yield return $"not run: the function {function.LogicalId}, whose runtime is {function.Text("Runtime")}";
        }
    }
}
