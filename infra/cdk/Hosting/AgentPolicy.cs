using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.S3.Assets;
using Daybreak.Cdk.Review;
using Daybreak.Cdk.Settings;

namespace Daybreak.Cdk.Hosting;

/// <summary>
/// What the host may do. Not AmazonSSMManagedInstanceCore: that policy lets an instance read every parameter of the account.
/// </summary>
internal static class AgentPolicy
{
    // Buckets and secrets are encrypted with the key; the host itself asks it nothing.
    private static readonly string[] KeyUsers = ["s3", "secretsmanager"];

    /// <summary>Why some of them cannot name their resources.</summary>
    public static Acknowledgement[] Wildcards { get; } =
    [
        new("AwsSolutions-IAM5", "Neither the registration nor the message channels know resources.", @"^Resource::\*$"),
        new("AwsSolutions-IAM5", "The instance is made after its role, and replaced without it.", @"^Resource::arn:.*:instance\/\*$"),
        new("AwsSolutions-IAM5", "The first report must not wait for a policy that names the association.", @"^Resource::arn:.*:association\/\*$"),
        new("AwsSolutions-IAM5", "All objects of the buckets of migrations and of run records.", @"^Resource::arn:[^:]*:s3:::.*\/\*$"),
    ];

    /// <summary>The statements of the host's role.</summary>
    public static PolicyStatement[] Statements(Stack stack, AgentHostSettings settings, Asset agent, Installation installation) =>
    [
        // Neither the registration nor the message channels know resources.
        Allow("ReceiveCommands", ["*"], "ssm:UpdateInstanceInformation", "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"),
        // The SSM agent asks for the association that installs Daybreak. The instance is made after its role.
        Allow("AskForTheInstallation", [Arn(stack, "ec2", "instance", "*")], "ssm:ListInstanceAssociations", "ssm:PutComplianceItems"),
        Allow("ReadTheInstallation", [installation.DocumentArn], "ssm:GetDocument"),
        // AWS checks both. The association's id is known only after it was made, and its first report must not wait for a policy.
        Allow("ReportTheInstallation", [Arn(stack, "ec2", "instance", "*"), Arn(stack, "ssm", "association", "*")],
            "ssm:UpdateInstanceAssociationStatus"),
        Allow("InstallTheAgent", [agent.Bucket.ArnForObjects(agent.S3ObjectKey)], "s3:GetObject"),
        Allow("ListMigrations", [.. settings.MigrationBuckets.Select(bucket => bucket.Arn)], "s3:ListBucket", "s3:ListBucketVersions"),
        Allow("ReadMigrations", [.. settings.MigrationBuckets.Select(bucket => bucket.ObjectsArn)], "s3:GetObject", "s3:GetObjectVersion"),
        // GetObject and ListBucket: the next run finds the record that a killed one left open, and a redelivered event its earlier run.
        Allow("WriteRunRecords", [settings.Results.ObjectsArn], "s3:PutObject", "s3:GetObject"),
        // The marks of open records go when these are closed; records themselves stay.
        Allow("UnmarkOpenRuns", [$"{settings.Results.Arn}/open-runs/*"], "s3:DeleteObject"),
        Allow("FindRunRecords", [settings.Results.Arn], "s3:ListBucket"),
        // The SSM agent tries to create the group and takes the answer that it is there; otherwise it would look through all groups.
        Allow("LogOutput", [settings.Output.LogGroupArn, WithoutStreams(stack, settings.Output)],
            "logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"),
        Allow("ReadSettings", [.. settings.Parameters.Select(name => Arn(stack, "ssm", "parameter", name.TrimStart('/')))], "ssm:GetParameter"),
        // For runs of many databases. It is asked for the path; what is below it is settings only.
        Allow("FindSettings", [Arn(stack, "ssm", "parameter", ContractNames.SettingsPath(settings.Stage.Name).TrimStart('/'))],
            "ssm:GetParametersByPath"),
        .. Optional("ReadPassword", settings.Access.Secrets, "secretsmanager:GetSecretValue"),
        .. Optional("LogIn", settings.Roles.Select(role => Login(stack, settings.Access.ResourceId!, role)), "rds-db:connect"),
        .. settings.Key is { } key ? new[] { UseTheKey(stack, key.KeyArn) } : [],
        PublishRuns(stack),
    ];

    private static PolicyStatement Allow(string sid, string[] resources, params string[] actions) =>
        new(new PolicyStatementProps { Sid = sid, Actions = actions, Resources = resources });

    private static PolicyStatement[] Optional(string sid, IEnumerable<string> resources, params string[] actions) =>
        [.. new[] { resources.ToArray() }.Where(some => some.Length > 0).Select(some => Allow(sid, some, actions))];

    // Whoever holds these rights must not be able to pretend to be another service or product on the account's bus.
    private static PolicyStatement PublishRuns(Stack stack) => new(new PolicyStatementProps
    {
        Sid = "PublishRuns",
        Actions = ["events:PutEvents"],
        Resources = [Arn(stack, "events", "event-bus", "default")],
        Conditions = new Dictionary<string, object>
        {
            ["StringEquals"] = new Dictionary<string, object> { ["events:source"] = RunEvents.Source },
        },
    });

    private static PolicyStatement UseTheKey(Stack stack, string keyArn) => new(new PolicyStatementProps
    {
        Sid = "UseTheKey",
        Actions = ["kms:Decrypt", "kms:GenerateDataKey"],
        Resources = [keyArn],
        Conditions = new Dictionary<string, object>
        {
            ["StringEquals"] = new Dictionary<string, object>
            {
                ["kms:ViaService"] = KeyUsers.Select(service => $"{service}.{stack.Region}.{stack.UrlSuffix}").ToArray(),
            },
        },
    });

    private static string Login(Stack stack, string resourceId, string role) => stack.FormatArn(new ArnComponents
    {
        Service = "rds-db",
        Resource = "dbuser",
        ResourceName = $"{resourceId}/{role}",
        ArnFormat = ArnFormat.COLON_RESOURCE_NAME,
    });

    private static string Arn(Stack stack, string service, string resource, string name) =>
        stack.FormatArn(new ArnComponents { Service = service, Resource = resource, ResourceName = name });

    // A group's ARN ends with :*, its streams.
    private static string WithoutStreams(Stack stack, ILogGroup group) => stack.FormatArn(new ArnComponents
    {
        Service = "logs",
        Resource = "log-group",
        ResourceName = group.LogGroupName,
        ArnFormat = ArnFormat.COLON_RESOURCE_NAME,
    });
}
