using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3.Assets;

namespace Daybreak.Cdk.Hosting;

/// <summary>
/// What the host may do. Not AmazonSSMManagedInstanceCore: that policy lets an instance read every parameter of the account.
/// </summary>
internal static class AgentPolicy
{
    /// <summary>The statements of the host's role.</summary>
    public static PolicyStatement[] Statements(Stack stack, AgentHostSettings settings, Asset agent) =>
    [
        // Neither the registration nor the message channels know resources.
        Allow("ReceiveCommands", ["*"], "ssm:UpdateInstanceInformation", "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"),
        Allow("InstallTheAgent", [agent.Bucket.ArnForObjects(agent.S3ObjectKey)], "s3:GetObject"),
        Allow("ListMigrations", [.. settings.MigrationBuckets.Select(bucket => bucket.Arn)], "s3:ListBucket", "s3:ListBucketVersions"),
        Allow("ReadMigrations", [.. settings.MigrationBuckets.Select(bucket => bucket.ObjectsArn)], "s3:GetObject", "s3:GetObjectVersion"),
        Allow("WriteRunRecords", [settings.Results.ObjectsArn], "s3:PutObject"),
        Allow("ReadSettings", [.. settings.Parameters.Select(name => Parameter(stack, name))], "ssm:GetParameter"),
        Allow("ReadPassword", [settings.SecretArn], "secretsmanager:GetSecretValue"),
        Allow("PublishRuns", [EventBus(stack)], "events:PutEvents"),
    ];

    private static PolicyStatement Allow(string sid, string[] resources, params string[] actions) =>
        new(new PolicyStatementProps { Sid = sid, Actions = actions, Resources = resources });

    private static string Parameter(Stack stack, string name) =>
        stack.FormatArn(new ArnComponents { Service = "ssm", Resource = "parameter", ResourceName = name.TrimStart('/') });

    private static string EventBus(Stack stack) =>
        stack.FormatArn(new ArnComponents { Service = "events", Resource = "event-bus", ResourceName = "default" });
}
