using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.S3.Assets;
using Daybreak.Cdk.Databases;
using Daybreak.Cdk.Review;
using Daybreak.Cdk.Settings;

namespace Daybreak.Cdk.Hosting;

/// <summary>
/// What the host may do. Not AmazonSSMManagedInstanceCore: that policy lets an instance read every parameter of the account.
/// </summary>
internal static class AgentPolicy
{
    /// <summary>The prefix of the marks of open run records in the results bucket (docs/run-record.md).</summary>
    public const string OpenRuns = "open-runs/";

    // Buckets and secrets are encrypted with the key; the host itself asks it nothing.
    private static readonly string[] KeyUsers = ["s3", "secretsmanager"];

    /// <summary>Why some of them do not name their resources.</summary>
    public static Acknowledgement[] Wildcards(AgentHostSettings settings) =>
    [
        new("AwsSolutions-IAM5", "Neither the registration nor the message channel knows resources.", @"^Resource::\*$"),
        new("AwsSolutions-IAM5", "The instance is made after its role, and replaced without it.", @"^Resource::arn:.*:instance\/\*$"),
        new("AwsSolutions-IAM5", "The first report must not wait for a policy that names the association.", @"^Resource::arn:.*:association\/\*$"),
        new("AwsSolutions-IAM5", "All objects of the bucket of run records, or all its marks.", @"^Resource::arn:[^:]*:s3:::[^*]*\/\*$"),
        new("AwsSolutions-IAM5", "The migration buckets of this stack: no other bucket of the account has such a name.",
            @"^Resource::arn:[^:]*:s3:::daybreak-[a-z]+-\*-[^*]*(\/\*)?$"),
        new("AwsSolutions-IAM5", "The settings of the databases of this stage.", @"^Resource::arn:.*:parameter\/daybreak\/[a-z]+\/\*$"),
        .. settings.Access.LoginRoles?.Contains('*', StringComparison.Ordinal) == true
            ? [new("AwsSolutions-IAM5", "The roles that bootstrap makes, in this stack's own cluster.", @"^Resource::arn:.*:dbuser:.*\/\*_migrator$")]
            : Array.Empty<Acknowledgement>(),
    ];

    /// <summary>The statements of the host's role.</summary>
    public static PolicyStatement[] Statements(Stack stack, AgentHostSettings settings, Asset agent, Installation installation) =>
    [
        // Neither the registration nor the message channel knows resources. Commands and their answers use the control channel; without a data
        // channel nobody gets a session, whatever ssm:StartSession he was given.
        Allow("ReceiveCommands", ["*"],
            "ssm:UpdateInstanceInformation", "ssmmessages:CreateControlChannel", "ssmmessages:OpenControlChannel"),
        // The SSM agent asks for the association that installs Daybreak. The instance is made after its role.
        Allow("AskForTheInstallation", [Arn(stack, "ec2", "instance", "*")], "ssm:ListInstanceAssociations", "ssm:PutComplianceItems"),
        Allow("ReadTheInstallation", [installation.DocumentArn], "ssm:GetDocument"),
        // AWS checks both. The association's id is known only after it was made, and its first report must not wait for a policy.
        Allow("ReportTheInstallation", [Arn(stack, "ec2", "instance", "*"), Arn(stack, "ssm", "association", "*")],
            "ssm:UpdateInstanceAssociationStatus"),
        Allow("InstallTheAgent", [agent.Bucket.ArnForObjects(agent.S3ObjectKey)], "s3:GetObject"),
        // Patterns where there is one for each database: a role holds 10,240 characters of policy, which a list would fill with some thirty.
        OfThisAccount(stack, Allow("ListMigrations", [MigrationBuckets(stack, settings)], "s3:ListBucket", "s3:ListBucketVersions")),
        OfThisAccount(stack, Allow("ReadMigrations", [MigrationBuckets(stack, settings) + "/*"], "s3:GetObject", "s3:GetObjectVersion")),
        // GetObject and ListBucket: the next run finds the record that a killed one left open, and a redelivered event its earlier run.
        Allow("WriteRunRecords", [settings.Results.ObjectsArn], "s3:PutObject", "s3:GetObject"),
        // The marks of open records go when these are closed; records themselves stay.
        Allow("UnmarkOpenRuns", [$"{settings.Results.Arn}/{OpenRuns}*"], "s3:DeleteObject"),
        Allow("FindRunRecords", [settings.Results.Arn], "s3:ListBucket"),
        // The SSM agent tries to create the group and takes the answer that it is there; otherwise it would look through all groups.
        Allow("LogOutput", [settings.Output.LogGroupArn, WithoutStreams(stack, settings.Output)],
            "logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"),
        // Runs of many databases ask for the path; what is below it is settings only.
        Allow("ReadSettings", [SettingsPath(stack, settings), SettingsPath(stack, settings) + "/*"], "ssm:GetParameter", "ssm:GetParametersByPath"),
        .. Optional("ReadPassword", settings.Access.Secrets, "secretsmanager:GetSecretValue"),
        .. Optional("LogIn", Logins(stack, settings.Access), "rds-db:connect"),
        .. settings.Key is { } key ? new[] { UseTheKey(stack, key.KeyArn) } : [],
        PublishRuns(stack),
    ];

    private static PolicyStatement Allow(string sid, string[] resources, params string[] actions) =>
        new(new PolicyStatementProps { Sid = sid, Actions = actions, Resources = resources });

    private static PolicyStatement[] Optional(string sid, IEnumerable<string> resources, params string[] actions) =>
        [.. new[] { resources.ToArray() }.Where(some => some.Length > 0).Select(some => Allow(sid, some, actions))];

    // A bucket of somebody else could have a name that the pattern matches.
    private static PolicyStatement OfThisAccount(Stack stack, PolicyStatement statement)
    {
        statement.AddCondition("StringEquals", new Dictionary<string, object> { ["aws:ResourceAccount"] = stack.Account });
        return statement;
    }

    private static string MigrationBuckets(Stack stack, AgentHostSettings settings) => BucketNames.ArnPattern(stack, settings.Stage.Name);

    private static string SettingsPath(Stack stack, AgentHostSettings settings) =>
        Arn(stack, "ssm", "parameter", ContractNames.SettingsPath(settings.Stage.Name).TrimStart('/'));

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

    private static IEnumerable<string> Logins(Stack stack, DatabaseAccess access) =>
        from roles in new[] { access.LoginRoles }.OfType<string>()
        select stack.FormatArn(new ArnComponents
        {
            Service = "rds-db",
            Resource = "dbuser",
            ResourceName = $"{access.ResourceId}/{roles}",
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
