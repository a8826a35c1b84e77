using CfnRule = Amazon.CDK.AWS.Events.CfnRule;
using CfnRuleProps = Amazon.CDK.AWS.Events.CfnRuleProps;
using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;
using Constructs;
using Daybreak.Cdk.Settings;
using Daybreak.Cdk.Triggering;

namespace Daybreak.Cdk.Observing;

/// <summary>
/// Keeps the events of runs, of commands and of the host's association in a log group, and makes metrics of them and of the commands'
/// output.
/// </summary>
internal sealed class EventLog : Construct
{
    /// <summary>
    /// The metric of commands that ended without the record of a run. Three filters count into it, so that the alarm needs no sum of metrics,
    /// of which one that has never had a value would be none.
    /// </summary>
    public const string NoRunRecord = "NoRunRecord";

    /// <summary>The metric of commands that SSM calls failed: because of the run's exit code, or because there was no run.</summary>
    public const string FailedCommands = "FailedCommands";

    // What has no dimension can have a default, and 0 is what there is most of the time.
    private static readonly (string Id, string Metric, string Pattern)[] Counts =
    [
        ("Runs", "Runs", $"{{ $.source = \"{RunEvents.Source}\" }}"),
        ("FailedRuns", "FailedRuns", $"{{ $.source = \"{RunEvents.Source}\" && $.detail-type = \"{RunEvents.Failed}\" }}"),
        ("UnrecordedRuns", NoRunRecord, $"{{ $.source = \"{RunEvents.Source}\" && $.detail.record IS NULL }}"),
        // A run may have told of the other two ends itself. Of a command for several hosts one part may be lost, and only the part says so.
        ("LostCommands", NoRunRecord, $"{{ $.source = \"{CommandEvents.Source}\" && $.detail.command-id = \"*\" "
            + $"&& $.detail.status != \"{CommandEvents.Success}\" && $.detail.status != \"{CommandEvents.Failed}\" }}"),
        ("FailedCommands", FailedCommands, $"{{ $.source = \"{CommandEvents.Source}\" && $.detail-type = \"{CommandEvents.OfCommand}\" "
            + $"&& $.detail.status = \"{CommandEvents.Failed}\" }}"),
        ("HostReady", "HostReady", "{ $.source = \"aws.ssm\" && $.detail.association-id = \"*\" && $.detail.status = \"Success\" }"),
    ];

    // Milliseconds of the events' detail, by database.
    private static readonly (string Metric, string Field)[] Durations =
        [("Duration", "$.detail.milliseconds"), ("Waiting", "$.detail.waitedMilliseconds")];

    private readonly LogGroup group;
    private readonly string metrics;

    public EventLog(Construct scope, string id, ObservabilitySettings settings, string metrics)
        : base(scope, id)
    {
        this.metrics = metrics;
        group = new LogGroup(this, "Events", new LogGroupProps
        {
            // EventBridge writes below /aws/events/ only.
            LogGroupName = $"/aws/events/daybreak-{settings.Stage.Name}-{BucketNames.Suffix(Stack.Of(this))}",
            Retention = settings.Stage.LogRetention,
            EncryptionKey = settings.Key,
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        AllowEventBridge(settings.Stage.Name);
        AddRules(settings);
        AddMetrics();
        // What the document's script prints for a run that could not tell of itself.
        Count("LostRuns", NoRunRecord, settings.Document.Output.LogGroupName, $"\"{MigrationDocument.NoRun}\"");
    }

    private void AllowEventBridge(string stage) => new ResourcePolicy(this, "Write", new ResourcePolicyProps
    {
        ResourcePolicyName = $"{ContractNames.Stack(stage)}-{BucketNames.Suffix(Stack.Of(this))}",
        PolicyStatements =
        [
            new PolicyStatement(new PolicyStatementProps
            {
                Sid = "Events",
                Principals = [new ServicePrincipal("events.amazonaws.com"), new ServicePrincipal("delivery.logs.amazonaws.com")],
                Actions = ["logs:CreateLogStream", "logs:PutLogEvents"],
                // The ARN of a log group ends with :*, its streams.
                Resources = [group.LogGroupArn],
            }),
        ],
    });

    private void AddRules(ObservabilitySettings settings)
    {
        AddRule("Runs", "Daybreak runs", new()
        {
            ["source"] = new[] { RunEvents.Source },
            ["detail"] = new Dictionary<string, object> { ["stage"] = new[] { settings.Stage.Name } },
        });
        AddRule("Commands", "Commands of the Daybreak document that ended",
            CommandEvents.Ended(settings.Document.Name, [CommandEvents.OfCommand, CommandEvents.OfInvocation]));
        AddRule("Association", "Installations of the Daybreak agent", new()
        {
            ["source"] = OneOf(CommandEvents.Source),
            ["detail-type"] = OneOf("EC2 State Manager Instance Association State Change"),
            ["detail"] = new Dictionary<string, object> { ["association-id"] = new[] { settings.Association } },
        });
    }

    private void AddRule(string id, string description, Dictionary<string, object> pattern) => new CfnRule(this, id, new CfnRuleProps
    {
        Description = description,
        EventPattern = pattern,
        Targets = new object[] { new CfnRule.TargetProperty { Id = "Log", Arn = LogGroupArn() } },
    });

    private static string[] OneOf(params string[] values) => values;

    // A target is the group, without its streams.
    private string LogGroupArn() => Stack.Of(this).FormatArn(new ArnComponents
    {
        Service = "logs",
        Resource = "log-group",
        ResourceName = group.LogGroupName,
        ArnFormat = ArnFormat.COLON_RESOURCE_NAME,
    });

    private void AddMetrics()
    {
        foreach (var (id, metric, pattern) in Counts)
        {
            Count(id, metric, group.LogGroupName, pattern);
        }

        foreach (var (metric, field) in Durations)
        {
            AddMetric(metric, group.LogGroupName, $"{{ {field} >= 0 }}", new CfnMetricFilter.MetricTransformationProperty
            {
                MetricNamespace = metrics,
                MetricName = metric,
                MetricValue = field,
                Unit = "Milliseconds",
                Dimensions = new object[] { new CfnMetricFilter.DimensionProperty { Key = "Database", Value = "$.detail.database" } },
            });
        }
    }

    private void Count(string id, string metric, string logs, string pattern) =>
        AddMetric(id, logs, pattern, new CfnMetricFilter.MetricTransformationProperty
        {
            MetricNamespace = metrics,
            MetricName = metric,
            MetricValue = "1",
            DefaultValue = 0,
        });

    private void AddMetric(string id, string logs, string pattern, CfnMetricFilter.MetricTransformationProperty transformation) =>
        new CfnMetricFilter(this, $"{id}Metric", new CfnMetricFilterProps
        {
            LogGroupName = logs,
            FilterPattern = pattern,
            MetricTransformations = new object[] { transformation },
        });
}
