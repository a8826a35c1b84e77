using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Daybreak.LocalCloud.Template;

/// <summary>What <c>Ref</c> and <c>Fn::GetAtt</c> give for a resource.</summary>
/// <param name="logicalId">The resource's name in the template.</param>
/// <param name="type">Such as <c>AWS::S3::Bucket</c>.</param>
/// <param name="property">The evaluated text of one of the resource's properties; null where it is absent.</param>
/// <param name="surroundings">The account, the region and the local servers.</param>
internal sealed class ResourceIdentity(string logicalId, string type, Func<string, string?> property, Surroundings surroundings)
{
    public string LogicalId { get; } = logicalId;

    public string Type { get; } = type;

    /// <summary>The physical name: the one the template gives, else one made from the stack and the logical id.</summary>
    public string Name => Type switch
    {
        "AWS::S3::Bucket" => property("BucketName") ?? Generated(63),
        "AWS::Lambda::Function" => property("FunctionName") ?? $"{surroundings.StackName}-{LogicalId}",
        "AWS::SQS::Queue" => property("QueueName") ?? $"{surroundings.StackName}-{LogicalId}",
        "AWS::IAM::Role" => property("RoleName") ?? $"{surroundings.StackName}-{LogicalId}",
        "AWS::RDS::DBCluster" => property("DBClusterIdentifier") ?? Generated(63),
        "AWS::SSM::Parameter" or "AWS::SSM::Document" or "AWS::SecretsManager::Secret" or "AWS::Events::EventBus" or "AWS::Events::Rule"
            => property("Name") ?? $"{surroundings.StackName}-{LogicalId}",
        _ => $"{surroundings.StackName}-{LogicalId}",
    };

    public string Reference => Type switch
    {
        "AWS::SecretsManager::Secret" => Arn,
        "AWS::SecretsManager::SecretTargetAttachment" => property("SecretId") ?? Name,
        "AWS::SQS::Queue" => $"{surroundings.Endpoint}/{Surroundings.AccountId}/{Name}",
        "AWS::EC2::Instance" => surroundings.InstanceId,
        "AWS::SNS::Topic" => Arn,
        _ => Name,
    };

    public string Arn => Type switch
    {
        "AWS::S3::Bucket" => $"arn:aws:s3:::{Name}",
        "AWS::Lambda::Function" => Surroundings.Arn("lambda", $"function:{Name}"),
        "AWS::SQS::Queue" => Surroundings.Arn("sqs", Name),
        "AWS::IAM::Role" => $"arn:aws:iam::{Surroundings.AccountId}:role/{Name}",
        "AWS::RDS::DBCluster" => Surroundings.Arn("rds", $"cluster:{Name}"),
        "AWS::SSM::Parameter" => Surroundings.Arn("ssm", $"parameter/{Name.TrimStart('/')}"),
        "AWS::SSM::Document" => Surroundings.Arn("ssm", $"document/{Name}"),
        "AWS::SecretsManager::Secret" => SecretArn(Name),
        "AWS::Events::EventBus" => Surroundings.Arn("events", $"event-bus/{Name}"),
        "AWS::Events::Rule" => Surroundings.Arn("events", $"rule/{Name}"),
        "AWS::SNS::Topic" => Surroundings.Arn("sns", Name),
        _ => Surroundings.Arn("local", Name),
    };

    /// <summary>The name of the secret that RDS makes for a cluster's master user where the template asks for it.</summary>
    public string ManagedSecretName => $"rds!cluster-{surroundings.StackGuid}";

    /// <summary>The value of an attribute; a placeholder that names it where the type is not emulated.</summary>
    public JsonNode Attribute(string name) => (Type, name) switch
    {
        ("AWS::RDS::DBCluster", "Endpoint.Address" or "ReadEndpoint.Address") => surroundings.PostgresHost,
        ("AWS::RDS::DBCluster", "Endpoint.Port") => surroundings.PostgresPort.ToString(CultureInfo.InvariantCulture),
        ("AWS::RDS::DBCluster", "DBClusterArn") => Arn,
        ("AWS::RDS::DBCluster", "MasterUserSecret.SecretArn") => SecretArn(ManagedSecretName),
        ("AWS::RDS::DBCluster", "DBClusterResourceId") => $"cluster-{surroundings.StackGuid:N}".ToUpperInvariant()[..34],
        ("AWS::S3::Bucket", "DomainName") => $"{Name}.s3.amazonaws.com",
        ("AWS::S3::Bucket", "RegionalDomainName") => $"{Name}.s3.{Surroundings.Region}.amazonaws.com",
        ("AWS::SQS::Queue", "QueueName") => Name,
        ("AWS::SQS::Queue", "QueueUrl") => Reference,
        ("AWS::SSM::Parameter", "Value" or "Type") => property(name) ?? "",
        ("AWS::SecretsManager::Secret", "Id") => Arn,
        (_, "Arn") => Arn,
        _ => $"{LogicalId}.{name}",
    };

    // Secrets Manager ends the ARN of a secret with six characters of its own.
    private string SecretArn(string name) =>
        Surroundings.Arn("secretsmanager", $"secret:{name}-{surroundings.StackGuid.ToString("N")[..6]}");

    [SuppressMessage("Globalization", "CA1308", Justification = "S3 and RDS allow lower case only.")]
    private string Generated(int length)
    {
        var suffix = "-" + surroundings.StackGuid.ToString("N")[..12];
        var name = $"{surroundings.StackName}-{LogicalId}".ToLowerInvariant();
        return name[..Math.Min(name.Length, length - suffix.Length)] + suffix;
    }
}
