using System.Text.Json;
using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.S3.Assets;
using Amazon.CDK.AWS.SQS;
using Constructs;
using Daybreak.Cdk.Publishing;
using Daybreak.Cdk.Review;
using Daybreak.Cdk.Settings;

namespace Daybreak.Cdk.Triggering;

/// <summary>The function that turns uploads into commands, and the queue for the events that it could not turn.</summary>
internal sealed class Trigger : Construct
{
    private readonly LogGroup logs;

    public Trigger(Construct scope, string id, TriggerSettings settings)
        : base(scope, id)
    {
        logs = new LogGroup(this, "Logs", new LogGroupProps
        {
            Retention = settings.Stage.LogRetention,
            EncryptionKey = settings.Key,
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        DeadLetters = new Queue(this, "DeadLetters", new QueueProps
        {
            Encryption = settings.Key is null ? QueueEncryption.SQS_MANAGED : QueueEncryption.KMS,
            EncryptionMasterKey = settings.Key,
            EnforceSSL = true,
            RetentionPeriod = Duration.Days(14),
        });
        DeadLetters.Acknowledge(new Acknowledgement("AwsSolutions-SQS3", "It is where the function's dead letters go; an alarm watches it."));
        Role = new Role(this, "Role", new RoleProps
        {
            AssumedBy = new ServicePrincipal("lambda.amazonaws.com"),
            InlinePolicies = new Dictionary<string, PolicyDocument> { ["Trigger"] = Policy(settings) },
        });
        Role.Acknowledge(
            new Acknowledgement(
                "AwsSolutions-IAM5", "Instances come and go; the condition on the tag says which.", @"^Resource::arn:.*:instance\/\*$"),
            new Acknowledgement("AwsSolutions-IAM5", "X-Ray knows no resources for these actions.", @"^Resource::\*$"));
        var function = Function(settings);
        FunctionArn = function.AttrArn;
        FunctionName = function.Ref;
        Retries(function);
        Permission = LetBucketsInvoke(settings.Stage.Name);
    }

    /// <summary>The function's ARN.</summary>
    public string FunctionArn { get; }

    /// <summary>The function's name.</summary>
    public string FunctionName { get; }

    /// <summary>That the migration buckets may invoke the function.</summary>
    public CfnPermission Permission { get; }

    /// <summary>What the function may do.</summary>
    public Role Role { get; }

    /// <summary>The events that failed for good, each with the error.</summary>
    public Queue DeadLetters { get; }

    private CfnFunction Function(TriggerSettings settings)
    {
        var code = new Asset(this, "Code", new AssetProps { Path = settings.Code.Path, Exclude = [.. PublishedFolder.Exclusions] });
        return new CfnFunction(this, "Function", new CfnFunctionProps
        {
            Description = "Sends a migrate command for every database whose bucket got a migration",
            Runtime = "provided.al2023",
            Handler = "bootstrap",
            Architectures = ["x86_64"],
            Code = new CfnFunction.CodeProperty { S3Bucket = code.S3BucketName, S3Key = code.S3ObjectKey },
            MemorySize = 256,
            Timeout = 30,
            ReservedConcurrentExecutions = settings.Stage.TriggerConcurrency,
            Role = Role.RoleArn,
            TracingConfig = new CfnFunction.TracingConfigProperty { Mode = "Active" },
            LoggingConfig = new CfnFunction.LoggingConfigProperty { LogGroup = logs.LogGroupName },
            Environment = new CfnFunction.EnvironmentProperty
            {
                Variables = Variables(settings),
            },
        });
    }

    private static Dictionary<string, string> Variables(TriggerSettings settings)
    {
        var variables = new Dictionary<string, string>
        {
            ["DAYBREAK_DATABASES"] = JsonSerializer.Serialize(settings.DatabaseByBucket),
            ["DAYBREAK_DOCUMENT"] = settings.Document.Name,
            ["DAYBREAK_HOST_TAG"] = $"{ContractNames.HostTag}={settings.Stage.Name}",
            ["DAYBREAK_LOG_GROUP"] = settings.Document.Output.LogGroupName,
        };
        if (settings.SuffixesByBucket.Count > 0)
        {
            variables["DAYBREAK_SUFFIXES"] = JsonSerializer.Serialize(settings.SuffixesByBucket);
        }

        return variables;
    }

    // An upload must not be lost: Lambda tries three times, or for six hours while it is throttled, then hands the event to the queue.
    private void Retries(CfnFunction function) => new CfnEventInvokeConfig(this, "Retries", new CfnEventInvokeConfigProps
    {
        FunctionName = function.Ref,
        Qualifier = "$LATEST",
        MaximumRetryAttempts = 2,
        MaximumEventAgeInSeconds = 21600,
        DestinationConfig = new CfnEventInvokeConfig.DestinationConfigProperty
        {
            OnFailure = new CfnEventInvokeConfig.OnFailureProperty { Destination = DeadLetters.QueueArn },
        },
    });

    // One for all, by their pattern: a function's policy holds 20,480 characters, which one for each would fill with some forty databases.
    private CfnPermission LetBucketsInvoke(string stage)
    {
        var stack = Stack.Of(this);
        return new CfnPermission(this, "Permission", new CfnPermissionProps
        {
            Action = "lambda:InvokeFunction",
            FunctionName = FunctionArn,
            Principal = "s3.amazonaws.com",
            SourceArn = BucketNames.ArnPattern(stack, stage),
            SourceAccount = stack.Account,
        });
    }

    private PolicyDocument Policy(TriggerSettings settings) => new(new PolicyDocumentProps
    {
        Statements =
        [
            new PolicyStatement(new PolicyStatementProps
            {
                Sid = "SendThisDocument",
                Actions = ["ssm:SendCommand"],
                Resources = [settings.Document.Arn],
            }),
            new PolicyStatement(new PolicyStatementProps
            {
                Sid = "ToHostsWithTheTag",
                Actions = ["ssm:SendCommand"],
                // Instances come and go; the tag says which.
                Resources = [Stack.Of(this).FormatArn(new ArnComponents { Service = "ec2", Resource = "instance", ResourceName = "*" })],
                Conditions = new Dictionary<string, object>
                {
                    ["StringEquals"] = new Dictionary<string, object>
                    {
                        [$"ssm:resourceTag/{ContractNames.HostTag}"] = settings.Stage.Name,
                    },
                },
            }),
            new PolicyStatement(new PolicyStatementProps
            {
                Sid = "Log",
                Actions = ["logs:CreateLogStream", "logs:PutLogEvents"],
                // The ARN of a log group ends with :*, its streams.
                Resources = [logs.LogGroupArn],
            }),
            new PolicyStatement(new PolicyStatementProps
            {
                Sid = "DeadLetters",
                Actions = ["sqs:SendMessage"],
                Resources = [DeadLetters.QueueArn],
            }),
            new PolicyStatement(new PolicyStatementProps
            {
                Sid = "Trace",
                Actions = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
                // X-Ray knows no resources for these actions.
                Resources = ["*"],
            }),
            .. settings.Key is { } key ? new[] { EncryptDeadLetters(Stack.Of(this), key.KeyArn) } : [],
        ],
    });

    private static PolicyStatement EncryptDeadLetters(Stack stack, string keyArn) => new(new PolicyStatementProps
    {
        Sid = "EncryptDeadLetters",
        Actions = ["kms:Decrypt", "kms:GenerateDataKey"],
        Resources = [keyArn],
        Conditions = new Dictionary<string, object>
        {
            ["StringEquals"] = new Dictionary<string, object> { ["kms:ViaService"] = $"sqs.{stack.Region}.{stack.UrlSuffix}" },
        },
    });
}
