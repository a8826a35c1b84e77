using Daybreak.Cdk.Tests.Stacks;
using static Daybreak.Cdk.Tests.Review.NagRules;

namespace Daybreak.Cdk.Tests.Review;

/// <summary>Rules about queues, topics, buses and state machines.</summary>
internal static class MessagingRules
{
    private const string Queue = "AWS::SQS::Queue";
    private const string StateMachine = "AWS::StepFunctions::StateMachine";

    public static IReadOnlyList<NagRule> All { get; } =
    [
        Each("AwsSolutions-SQS2", Queue, queue => queue["KmsMasterKeyId"] is null && !IsTrue(queue["SqsManagedSseEnabled"])),
        new("AwsSolutions-SQS3", template =>
            from queue in template.Of(Queue)
            where queue.Value["Properties"]?["RedrivePolicy"] is null && !IsDeadLetterQueue(template, $"<{queue.Key}.Arn>")
            select (queue.Key, "")),
        new("AwsSolutions-SQS4", template =>
            from queue in template.Of(Queue)
            where !RefusesPlainText(template, "AWS::SQS::QueuePolicy", "Queues", $"<{queue.Key}>")
            select (queue.Key, "")),
        new("AwsSolutions-SNS3", template =>
            from topic in template.Of("AWS::SNS::Topic")
            where topic.Value["Properties"]?["KmsMasterKeyId"] is null
                && !RefusesPlainText(template, "AWS::SNS::TopicPolicy", "Topics", $"<{topic.Key}>")
            select (topic.Key, "")),
        Each("AwsSolutions-EVB1", "AWS::Events::EventBusPolicy", policy =>
            policy["Statement"]?["Principal"]?.ToJsonString().Contains("\"*\"", StringComparison.Ordinal) == true
            && policy["Statement"]!["Condition"] is null),
        Each("AwsSolutions-SF1", StateMachine, machine => (string?)machine["LoggingConfiguration"]?["Level"] != "ALL"),
        Each("AwsSolutions-SF2", StateMachine, machine => !IsTrue(machine["TracingConfiguration"]?["Enabled"])),
    ];

    // The pack knows redrive policies and the dead-letter queue of a function, not its destinations.
    private static bool IsDeadLetterQueue(Template template, string arn) =>
        template.Of(Queue).Values.Any(queue => (string?)queue["Properties"]?["RedrivePolicy"]?["deadLetterTargetArn"] == arn)
        || template.Of("AWS::Lambda::Function").Values.Any(function => (string?)function["Properties"]!["DeadLetterConfig"]?["TargetArn"] == arn);
}
