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

/// <summary>Tells people of failed runs and of alarms, by mail and in a channel.</summary>
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
        foreach (var (index, address) in settings.Emails.Index())
        {
            new CfnSubscription(this, $"Mail{index + 1}", new CfnSubscriptionProps
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
        AddRule(stage, new ConsoleLink(this, "Console").ToObjects(settings.RecordsBucket, FailureMessage.RecordsPrefix));
    }

    /// <summary>Messages that could not be handed to a topic.</summary>
    public Queue Undelivered { get; }

    /// <summary>The topics that alarms go to.</summary>
    public string[] AlarmTopics => [mail.Arn, .. chat is null ? Array.Empty<string>() : [chat.Arn]];

    private void AddRule(string stage, string records)
    {
        var rule = new CfnRule(this, "FailedRuns", new CfnRuleProps
        {
            Description = $"Failed Daybreak runs of stage {stage}",
            EventPattern = new Dictionary<string, object>
            {
                ["source"] = new[] { RunEvents.Source },
                ["detail-type"] = new[] { RunEvents.Failed },
                ["detail"] = new Dictionary<string, object> { ["stage"] = new[] { stage } },
            },
            Targets = Targets(stage, records),
        });
        Undelivered.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "Undelivered",
            Principals = [new ServicePrincipal("events.amazonaws.com")],
            Actions = ["sqs:SendMessage"],
            Resources = [Undelivered.QueueArn],
            Conditions = new Dictionary<string, object>
            {
                ["ArnEquals"] = new Dictionary<string, object> { ["aws:SourceArn"] = rule.AttrArn },
            },
        }));
    }

    private object[] Targets(string stage, string records) => chat is null
        ? [Target("Mail", mail.Arn, FailureMessage.Mail(stage, records))]
        : [Target("Mail", mail.Arn, FailureMessage.Mail(stage, records)), Target("Chat", chat.Arn, FailureMessage.Chat(stage, records))];

    private CfnRule.TargetProperty Target(string id, string arn, string template) => new()
    {
        Id = id,
        Arn = arn,
        InputTransformer = new CfnRule.InputTransformerProperty { InputPathsMap = FailureMessage.Paths, InputTemplate = template },
        RetryPolicy = new CfnRule.RetryPolicyProperty { MaximumEventAgeInSeconds = 3600, MaximumRetryAttempts = 20 },
        DeadLetterConfig = new CfnRule.DeadLetterConfigProperty { Arn = Undelivered.QueueArn },
    };

    private void AddChannel(ChatSettings channel, string topicArn, string stage)
    {
        // It reads nothing and does nothing: the channel is told, it cannot ask.
        var role = new Role(this, "ChatRole", new RoleProps { AssumedBy = new ServicePrincipal("chatbot.amazonaws.com") });
        new CfnSlackChannelConfiguration(this, "Channel", new CfnSlackChannelConfigurationProps
        {
            ConfigurationName = ContractNames.Stack(stage),
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
