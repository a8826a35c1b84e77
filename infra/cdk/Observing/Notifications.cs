using CfnRule = Amazon.CDK.AWS.Events.CfnRule;
using CfnRuleProps = Amazon.CDK.AWS.Events.CfnRuleProps;
using Amazon.CDK;
using Amazon.CDK.AWS.Chatbot;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SQS;
using Constructs;
using Daybreak.Cdk.Review;
using Daybreak.Cdk.Settings;

namespace Daybreak.Cdk.Observing;

/// <summary>Tells people of failed runs, lost commands and alarms, by mail and in a channel.</summary>
internal sealed class Notifications : Construct
{
    private readonly AlertTopic mail;
    private readonly AlertTopic? chat;

    public Notifications(Construct scope, string id, NotificationsSettings settings)
        : base(scope, id)
    {
        var stage = settings.Stage.Name;
        var keyArn = settings.Key?.KeyArn ?? new NotificationKey(this, "Encryption").Arn;
        mail = new AlertTopic(this, "Mail", $"Daybreak {stage}", keyArn);
        foreach (var address in settings.Emails)
        {
            // Named by the address: by its place in the list, one that moved up would be subscribed anew, which gives SNS's old subscription, and then lose
            // that together with its old place.
            new CfnSubscription(this, $"Mail to {address}", new CfnSubscriptionProps
            {
                TopicArn = mail.Arn,
                Protocol = "email",
                Endpoint = address,
            });
        }

        if (settings.Chat is { } channel)
        {
            // The chat client drops what is not of its own form, so that mail and chat get a topic each.
            chat = new AlertTopic(this, "Chat", $"Daybreak {stage}", keyArn);
            AddChannel(channel, chat.Arn, stage);
        }

        Undelivered = new Queue(this, "Undelivered", new QueueProps
        {
            Encryption = settings.Key is null ? QueueEncryption.SQS_MANAGED : QueueEncryption.KMS,
            EncryptionMasterKey = settings.Key,
            EnforceSSL = true,
            RetentionPeriod = Duration.Days(14),
        });
        Undelivered.Acknowledge(new Acknowledgement("AwsSolutions-SQS3", "It is where undelivered messages go; an alarm watches it."));
        AddRules(stage, new ConsoleLink(this, "Console").ToObjects(settings.RecordsBucket, EventMessage.RecordsPrefix));
    }

    /// <summary>Messages that could not be handed to a topic.</summary>
    public Queue Undelivered { get; }

    /// <summary>The topics that alarms go to.</summary>
    public string[] AlarmTopics => [mail.Arn, .. chat is null ? Array.Empty<string>() : [chat.Arn]];

    private void AddRules(string stage, string records)
    {
        var failedRuns = AddRule("FailedRuns", $"Failed Daybreak runs of stage {stage}", FailureMessage.Of(stage, records), new()
        {
            ["source"] = new[] { RunEvents.Source },
            ["detail-type"] = new[] { RunEvents.Failed },
            ["detail"] = new Dictionary<string, object> { ["stage"] = new[] { stage } },
        });
        // A command that failed is the end of a failed run as a rule, of which the run tells; where none did, an alarm says so.
        var lostCommands = AddRule(
            "LostCommands",
            $"Daybreak commands of stage {stage} that SSM gave up",
            LostCommandMessage.Of(stage, records),
            CommandEvents.Ended(ContractNames.Document(stage), [CommandEvents.OfCommand], CommandEvents.Success, CommandEvents.Failed));
        Undelivered.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "Undelivered",
            Principals = [new ServicePrincipal("events.amazonaws.com")],
            Actions = ["sqs:SendMessage"],
            Resources = [Undelivered.QueueArn],
            Conditions = new Dictionary<string, object>
            {
                ["ArnEquals"] = new Dictionary<string, object> { ["aws:SourceArn"] = new[] { failedRuns, lostCommands } },
            },
        }));
    }

    private string AddRule(string id, string description, EventMessage message, Dictionary<string, object> pattern) =>
        new CfnRule(this, id, new CfnRuleProps { Description = description, EventPattern = pattern, Targets = Targets(message) }).AttrArn;

    private object[] Targets(EventMessage message) => chat is null
        ? [Target("Mail", mail.Arn, message.Paths, message.Mail())]
        : [Target("Mail", mail.Arn, message.Paths, message.Mail()), Target("Chat", chat.Arn, message.Paths, message.Chat())];

    private CfnRule.TargetProperty Target(string id, string arn, Dictionary<string, string> paths, string template) => new()
    {
        Id = id,
        Arn = arn,
        InputTransformer = new CfnRule.InputTransformerProperty { InputPathsMap = paths, InputTemplate = template },
        RetryPolicy = new CfnRule.RetryPolicyProperty { MaximumEventAgeInSeconds = 3600, MaximumRetryAttempts = 20 },
        DeadLetterConfig = new CfnRule.DeadLetterConfigProperty { Arn = Undelivered.QueueArn },
    };

    private void AddChannel(ChatSettings channel, string topicArn, string stage)
    {
        // It reads nothing and does nothing: the channel is told, it cannot ask.
        var role = new Role(this, "ChatRole", new RoleProps { AssumedBy = new ServicePrincipal("chatbot.amazonaws.com") });
        new CfnSlackChannelConfiguration(this, "Channel", new CfnSlackChannelConfigurationProps
        {
            // Another workspace takes another configuration, whose name must be another one.
            ConfigurationName = $"{ContractNames.Stack(stage)}-{channel.WorkspaceId}",
            SlackWorkspaceId = channel.WorkspaceId,
            SlackChannelId = channel.ChannelId,
            IamRoleArn = role.RoleArn,
            SnsTopicArns = [topicArn],
            LoggingLevel = "ERROR",
            UserRoleRequired = false,
            GuardrailPolicies = [Fn.Sub("arn:${AWS::Partition}:iam::aws:policy/AWSDenyAll")],
        });
    }
}
