using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3.Assets;
using Daybreak.Cdk.Settings;

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
        // GetObject and ListBucket: the next run finds the record that a killed one left open, and a redelivered event its earlier run.
        Allow("WriteRunRecords", [settings.Results.ObjectsArn], "s3:PutObject", "s3:GetObject"),
        // The marks of open records go when these are closed; records themselves stay.
        Allow("UnmarkOpenRuns", [$"{settings.Results.Arn}/open-runs/*"], "s3:DeleteObject"),
        Allow("FindRunRecords", [settings.Results.Arn], "s3:ListBucket"),
        Allow("ReadSettings", [.. settings.Parameters.Select(name => Parameter(stack, name))], "ssm:GetParameter"),
        // For runs of many databases. It is asked for the path; what is below it is settings only.
        Allow("FindSettings", [Parameter(stack, ContractNames.SettingsPath(settings.Stage.Name))], "ssm:GetParametersByPath"),
        .. Optional("ReadPassword", settings.Access.Secrets, "secretsmanager:GetSecretValue"),
        .. Optional("LogIn", settings.Roles.Select(role => Login(stack, settings.Access.ResourceId!, role)), "rds-db:connect"),
        .. Optional("UseTheKey", new[] { settings.Key?.KeyArn }.OfType<string>(), "kms:Decrypt", "kms:GenerateDataKey"),
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
        Resources = [EventBus(stack)],
        Conditions = new Dictionary<string, object>
        {
            ["StringEquals"] = new Dictionary<string, object> { ["events:source"] = RunEvents.Source },
        },
    });

    private static string Login(Stack stack, string resourceId, string role) => stack.FormatArn(new ArnComponents
    {
        Service = "rds-db",
        Resource = "dbuser",
        ResourceName = $"{resourceId}/{role}",
        ArnFormat = ArnFormat.COLON_RESOURCE_NAME,
    });

    private static string Parameter(Stack stack, string name) =>
        stack.FormatArn(new ArnComponents { Service = "ssm", Resource = "parameter", ResourceName = name.TrimStart('/') });

    private static string EventBus(Stack stack) =>
        stack.FormatArn(new ArnComponents { Service = "events", Resource = "event-bus", ResourceName = "default" });
}
