using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Constructs;

namespace Daybreak.Cdk.Observing;

/// <summary>Metrics, alarms and a dashboard.</summary>
internal sealed class Observability : Construct
{
    private readonly ObservabilitySettings settings;
    private readonly string metrics;

    public Observability(Construct scope, string id, ObservabilitySettings settings)
        : base(scope, id)
    {
        this.settings = settings;
        metrics = $"Daybreak/{settings.Stage.Name}";
        new EventLog(this, "Log", settings, metrics);
        AddAlarms();
        AddDashboard();
    }

    private void AddAlarms()
    {
        var failedRun = Alarm("FailedRun", "A run failed; the mail about it says what to do", Ours("FailedRuns", Duration.Minutes(5)));
        UntoldFailure(failedRun);
        Alarm("DeadLetters", "Uploads could not be turned into commands; see the queue, then upload again",
            Depth(settings.DeadLetters));
        Alarm("Undelivered", "A message about a failed run or a lost command reached nobody; see the queue Undelivered", Depth(settings.Undelivered));
        Alarm("TriggerErrors", "The trigger failed; Lambda tries again. Its log group says why", OfFunction("Errors"));
        Alarm("NoRunRecord", "A command ended without the record of a run: it was not delivered, timed out, was cancelled or killed, or the host "
            + "has no agent; see docs/operations.md, Where nothing runs at all", Ours(EventLog.NoRunRecord, Duration.Minutes(5)));
        Notify(new Alarm(this, "HostNotReady", new AlarmProps
        {
            AlarmDescription = "The host has not reported a verified agent for an hour and a half; see its association in Systems Manager",
            Metric = Ours("HostReady", Duration.Minutes(30)),
            Threshold = 1,
            ComparisonOperator = ComparisonOperator.LESS_THAN_THRESHOLD,
            EvaluationPeriods = 3,
            TreatMissingData = TreatMissingData.BREACHING,
        }));
    }

    // A failed run makes its command fail, seconds after it has told of itself. The command's alarm waits for that of the run, and lasts
    // until well after it: what remains are commands that failed without a run to tell of it.
    private void UntoldFailure(Alarm failedRun)
    {
        var lasting = Duration.Minutes(15);
        var failed = new Alarm(this, "FailedCommand", Occurs("A command failed: see the alarm UntoldFailure", Ours(EventLog.FailedCommands, lasting)));
        new CfnCompositeAlarm(this, "UntoldFailure", new CfnCompositeAlarmProps
        {
            AlarmDescription = "A command failed and no run has told of it: the SSM agent refused it, could not begin its script, or the run "
                + "could neither be recorded nor publish its event. Find it with: aws ssm list-commands --filters "
                + $"key=DocumentName,value={settings.Document.Name} key=Status,value={CommandEvents.Failed}; "
                + "then see docs/operations.md, Where nothing runs at all",
            AlarmRule = $"ALARM(\"{failed.AlarmArn}\")",
            ActionsSuppressor = failedRun.AlarmArn,
            ActionsSuppressorWaitPeriod = Duration.Minutes(3).ToSeconds(),
            ActionsSuppressorExtensionPeriod = lasting.ToSeconds(),
            AlarmActions = settings.Topics,
        });
    }

    private Alarm Alarm(string id, string description, IMetric metric)
    {
        var alarm = new Alarm(this, id, Occurs(description, metric));
        Notify(alarm);
        return alarm;
    }

    private static AlarmProps Occurs(string description, IMetric metric) => new()
    {
        AlarmDescription = description,
        Metric = metric,
        Threshold = 1,
        ComparisonOperator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        EvaluationPeriods = 1,
        TreatMissingData = TreatMissingData.NOT_BREACHING,
    };

    private void Notify(Alarm alarm) => ((CfnAlarm)alarm.Node.DefaultChild!).AlarmActions = settings.Topics;

    private void AddDashboard() => new Dashboard(this, "Dashboard", new DashboardProps
    {
        Widgets =
        [
            [
                Graph("Runs", Ours("Runs", Duration.Minutes(5)), Ours("FailedRuns", Duration.Minutes(5)),
                    Ours(EventLog.FailedCommands, Duration.Minutes(5)), Ours(EventLog.NoRunRecord, Duration.Minutes(5))),
                Graph("Duration by database (ms)", ByDatabase("Duration")),
                Graph("Waiting by database (ms)", ByDatabase("Waiting")),
            ],
            [
                Graph("Dead letters", Depth(settings.DeadLetters), Depth(settings.Undelivered)),
                Graph("Trigger", OfFunction("Invocations"), OfFunction("Errors")),
                Graph("Host ready", Ours("HostReady", Duration.Minutes(30))),
            ],
            .. settings.Cluster is { } cluster ? new IWidget[][] { [Graph("Capacity (ACU)", Capacity(cluster))] } : [],
        ],
    });

    private static GraphWidget Graph(string title, params IMetric[] left) =>
        new(new GraphWidgetProps { Title = title, Left = left, Width = 8 });

    private Metric Ours(string name, Duration period) =>
        new(new MetricProps { Namespace = metrics, MetricName = name, Statistic = "Sum", Period = period });

    private MathExpression ByDatabase(string name) => new(new MathExpressionProps
    {
        Expression = $"SEARCH('{{{metrics},Database}} MetricName=\"{name}\"', 'Maximum')",
        UsingMetrics = new Dictionary<string, IMetric>(),
        Label = name,
        Period = Duration.Minutes(5),
    });

    private Metric OfFunction(string name) => new(new MetricProps
    {
        Namespace = "AWS/Lambda",
        MetricName = name,
        Statistic = "Sum",
        Period = Duration.Minutes(5),
        DimensionsMap = new Dictionary<string, string> { ["FunctionName"] = settings.Function },
    });

    private static Metric Depth(Amazon.CDK.AWS.SQS.Queue queue) => new(new MetricProps
    {
        Namespace = "AWS/SQS",
        MetricName = "ApproximateNumberOfMessagesVisible",
        Statistic = "Maximum",
        Period = Duration.Minutes(5),
        DimensionsMap = new Dictionary<string, string> { ["QueueName"] = queue.QueueName },
    });

    private static Metric Capacity(string cluster) => new(new MetricProps
    {
        Namespace = "AWS/RDS",
        MetricName = "ServerlessDatabaseCapacity",
        Statistic = "Maximum",
        Period = Duration.Minutes(5),
        DimensionsMap = new Dictionary<string, string> { ["DBClusterIdentifier"] = cluster },
    });
}
