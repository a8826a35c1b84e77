using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Daybreak.Cdk.Tests.Stacks;

[Collection("Synthesis")]
public partial class The_notifications(Synthesis synthesis)
{
    private readonly Template template = synthesis.Of(
        """
        {"databases":["Users"],"stage":"uat","emails":["a@example.com","b@example.com"],
         "slack":{"workspaceId":"T0123456789","channelId":"C0123456789"}}
        """);

    private JsonNode Rule => Of("FailedRuns");

    private JsonNode Of(string rule) => template.Of("AWS::Events::Rule")[$"Notifications/{rule}"]["Properties"]!;

    private IEnumerable<JsonNode> Messages => new[] { "FailedRuns", "LostCommands" }.SelectMany(rule => Of(rule)["Targets"]!.AsArray()).Select(target => target!);

    [Fact]
    public void Go_to_every_address_and_the_channel()
    {
        Assert.Equal(
            ["a@example.com", "b@example.com"],
            template.Of("AWS::SNS::Subscription").Values.Select(subscription => (string?)subscription["Properties"]!["Endpoint"]).Order());
        Json.AssertEqual(
            """["<Notifications/Chat/Topic>"]""", template.Only("AWS::Chatbot::SlackChannelConfiguration")["SnsTopicArns"]);
    }

    [Fact]
    public void Are_about_failed_runs_of_this_stage() =>
        Json.AssertEqual(
            """{"source":["daybreak"],"detail-type":["Daybreak Run Failed"],"detail":{"stage":["uat"]}}""", Rule["EventPattern"]);

    // Of a command that failed a run has told as a rule; the alarm UntoldFailure is for the others.
    [Fact]
    public void Are_about_commands_that_SSM_gave_up() =>
        Json.AssertEqual(
            """
            {"source":["aws.ssm"],"detail-type":["EC2 Command Status-change Notification"],
             "detail":{"document-name":["Daybreak-uat-Migrate"],
                       "status":[{"anything-but":["Pending","InProgress","Delayed","Cancelling","Success","Failed"]}]} }
            """,
            Of("LostCommands")["EventPattern"]);

    // EC2 Command Status-change Notification has lists of values, as SendCommand took them.
    [Fact]
    public void Name_database_and_run_of_a_command_by_what_it_was_sent_with()
    {
        var transformer = Of("LostCommands")["Targets"]![0]!["InputTransformer"]!;
        var document = template.Of("AWS::SSM::Document")["Document/Document"]["Properties"]!["Content"]!["parameters"]!.AsObject();
        var sent = transformer["InputPathsMap"]!.AsObject().Select(path => (string)path.Value!)
            .Where(path => path.StartsWith("$.detail.parameters.", StringComparison.Ordinal));

        Assert.Equal(document.Select(parameter => $"$.detail.parameters.{parameter.Key}[0]").Order(), sent.Order());
        Assert.Contains("database <database> in stage uat: SSM gave the command up, <status>", (string)transformer["InputTemplate"]!, StringComparison.Ordinal);
        Assert.Contains("aws ssm list-command-invocations --command-id <id>\"", (string)transformer["InputTemplate"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FailedRuns")]
    [InlineData("LostCommands")]
    public void Say_what_to_do(string rule)
    {
        var mail = (string)Of(rule)["Targets"]![0]!["InputTransformer"]!["InputTemplate"]!;

        Assert.All(mail.Split('\n'), line => Assert.Matches("^\"[^\"]+\"$", line));
        Assert.Contains(
            "aws ssm send-command --document-name Daybreak-uat-Migrate --targets Key=tag:daybreak:host,Values=uat "
                + "--parameters Database=<database>,Command=<command>,RunId=again-<event>",
            mail,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Say_where_a_run_failed() => Assert.Contains(
        "Error <code> in file <file>, line <line>: <message>",
        (string)Rule["Targets"]![0]!["InputTransformer"]!["InputTemplate"]!,
        StringComparison.Ordinal);

    [Fact]
    public void Link_to_the_records_of_the_database()
    {
        const string Link = "https://console.aws.amazon.com/s3/buckets/<Results/Bucket>?region=eu-west-1&prefix=<database>/";

        Assert.All(Messages, target => Assert.Contains(
            Link, (string)target!["InputTransformer"]!["InputTemplate"]!, StringComparison.Ordinal));
    }

    // EventBridge fills in the names that it was given, and leaves the others out without a word.
    [Fact]
    public void Name_nothing_that_they_do_not_have() =>
        Assert.All(Messages, target => Assert.Empty(
            Placeholder().Matches((string)target!["InputTransformer"]!["InputTemplate"]!).Select(match => match.Groups[1].Value)
                .Except(target["InputTransformer"]!["InputPathsMap"]!.AsObject().Select(path => path.Key))));

    [Theory]
    [InlineData("FailedRuns")]
    [InlineData("LostCommands")]
    public void Are_of_the_form_that_the_chat_client_reads(string rule)
    {
        var chat = JsonNode.Parse((string)Of(rule)["Targets"]![1]!["InputTransformer"]!["InputTemplate"]!)!;

        Assert.Equal(("1.0", "custom"), ((string?)chat["version"], (string?)chat["source"]));
        Assert.Contains("<database>", (string?)chat["content"]!["title"], StringComparison.Ordinal);
    }

    [Fact]
    public void Leave_no_message_behind() =>
        Assert.All(
            Messages,
            target => Assert.Equal("<Notifications/Undelivered/Resource.Arn>", (string?)target["DeadLetterConfig"]!["Arn"]));

    [Fact]
    public void Are_encrypted_and_published_over_TLS_by_two_services_only()
    {
        Assert.All(
            template.Of("AWS::SNS::Topic").Values,
            topic => Assert.Equal("<Notifications/Encryption/Key/Resource.Arn>", (string?)topic["Properties"]!["KmsMasterKeyId"]));
        Assert.True((bool)template.Only("AWS::KMS::Key")["EnableKeyRotation"]!);
        Assert.All(template.Of("AWS::SNS::TopicPolicy").Values, policy => Assert.Equal(
            ["Allow events.amazonaws.com", "Allow cloudwatch.amazonaws.com", "Deny "],
            policy["Properties"]!["PolicyDocument"]!["Statement"]!.AsArray().Select(
                statement => $"{(string?)statement!["Effect"]} {(statement["Principal"] as JsonObject)?["Service"]}")));
    }

    [Fact]
    public void Tell_of_every_alarm()
    {
        var alarms = template.Of("AWS::CloudWatch::Alarm");

        Assert.Equal(
            ["DeadLetters", "FailedCommand", "FailedRun", "HostNotReady", "NoRunRecord", "TriggerErrors", "Undelivered"],
            alarms.Keys.Select(place => place.Split('/')[1]).Order());
        // A failed command alone is no news: UntoldFailure is, which is made of it.
        var told = alarms.Where(alarm => alarm.Key != "Observability/FailedCommand/Resource").Select(alarm => alarm.Value["Properties"]!)
            .Append(template.Only("AWS::CloudWatch::CompositeAlarm"));
        Assert.All(told, alarm => Json.AssertEqual(
            """["<Notifications/Mail/Topic>","<Notifications/Chat/Topic>"]""", alarm["AlarmActions"]));
        Assert.Equal("breaching", (string?)alarms["Observability/HostNotReady/Resource"]["Properties"]!["TreatMissingData"]);
    }
    [GeneratedRegex("<([a-z]+)>")]
    private static partial Regex Placeholder();
}
