using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Daybreak.Cdk.Hosting;
using Daybreak.Cdk.Observing;
using Daybreak.Cdk.Tests.Stacks;
using Daybreak.Cdk.Triggering;

namespace Daybreak.Cdk.Tests.Observing;

// Metrics and alarms are only as good as the words that they look for: these are held against those who say them.
[Collection("Synthesis")]
public partial class The_signals(Synthesis synthesis)
{
    private const string Records = "src/HostAgent/Run/Record";

    private readonly Template template = synthesis.OfVariant("uat");

    [Theory]
    [InlineData("succeeded", "Daybreak Run Succeeded", "Runs", "Duration", "Waiting")]
    [InlineData("covered", "Daybreak Run Covered", "Runs", "Duration", "Waiting")]
    [InlineData("failed", "Daybreak Run Failed", "Runs", "FailedRuns", "Duration", "Waiting")]
    [InlineData("incomplete", "Daybreak Run Failed", "Runs", "FailedRuns", "Duration", "Waiting")]
    [InlineData("crashed", "Daybreak Run Failed", "Runs", "FailedRuns", "Duration", "Waiting")]
    public void Of_a_run_are_counted(string outcome, string detailType, params string[] metrics) =>
        Assert.Equal(metrics.Order(), Counting(RunEvent(outcome, detailType, "\"s3://results/Users/1.json\"")));

    [Fact]
    public void Of_a_run_without_a_record_are_counted() =>
        Assert.Contains("NoRunRecord", Counting(RunEvent("succeeded", "Daybreak Run Succeeded", "null")));

    [Theory]
    [InlineData("Success")]
    [InlineData("Failed", "FailedCommands")]
    [InlineData("TimedOut", "NoRunRecord")]
    [InlineData("Cancelled", "NoRunRecord")]
    [InlineData("Undeliverable", "NoRunRecord")]
    [InlineData("an end that nobody has heard of", "NoRunRecord")]
    public void Of_a_command_are_counted_by_whether_a_run_can_have_told_of_it(string status, params string[] metrics) =>
        Assert.Equal(metrics, Counting(CommandEvent("EC2 Command Status-change Notification", status)));

    // The command as a whole fails as well, and is counted then.
    [Theory]
    [InlineData("Success")]
    [InlineData("Failed")]
    [InlineData("DeliveryTimedOut", "NoRunRecord")]
    [InlineData("Undeliverable", "NoRunRecord")]
    public void Of_a_host_s_part_of_a_command_are_counted_when_no_run_can_have_told_of_it(string status, params string[] metrics) =>
        Assert.Equal(metrics, Counting(CommandEvent("EC2 Command Invocation Status-change Notification", status)));

    [Fact]
    public void Of_commands_are_those_of_the_document_whatever_SSM_calls_their_end() =>
        Json.AssertEqual(
            """
            {"source":["aws.ssm"],
             "detail-type":["EC2 Command Status-change Notification","EC2 Command Invocation Status-change Notification"],
             "detail":{"document-name":["Daybreak-uat-Migrate"],"status":[{"anything-but":["Pending","InProgress","Delayed","Cancelling"]}]} }
            """,
            template.Of("AWS::Events::Rule")["Observability/Log/Commands"]["Properties"]!["EventPattern"]);

    // The event of a failed run comes seconds before that of its command; the alarms are evaluated once a minute, in any order.
    [Fact]
    public void Of_a_failed_command_alarm_unless_the_alarm_of_a_failed_run_explains_them()
    {
        var alarms = template.Of("AWS::CloudWatch::Alarm");
        var command = alarms["Observability/FailedCommand/Resource"]["Properties"]!;
        var run = alarms["Observability/FailedRun/Resource"]["Properties"]!;
        var untold = template.Only("AWS::CloudWatch::CompositeAlarm");
        var (wait, extension) = ((int)untold["ActionsSuppressorWaitPeriod"]!, (int)untold["ActionsSuppressorExtensionPeriod"]!);

        Assert.Equal("FailedCommands", (string?)command["MetricName"]);
        Assert.Null(command["AlarmActions"]);
        Assert.Equal("ALARM(\"<Observability/FailedCommand/Resource.Arn>\")", (string?)untold["AlarmRule"]);
        Assert.Equal("<Observability/FailedRun/Resource.Arn>", (string?)untold["ActionsSuppressor"]);
        Json.AssertEqual("""["<Notifications/Mail/Topic>"]""", untold["AlarmActions"]);
        Assert.True(wait > 60 && wait + 60 < (int)command["Period"]!, "A command without a run must still be in alarm when the wait is over.");
        Assert.True(wait < (int)run["Period"]!, "What comes within the wait must find the run's alarm on.");
        Assert.True(
            extension + (int)run["Period"]! > (int)command["Period"]! + 60, "The command of a failed run must be out of alarm before the run no longer explains it.");
    }

    [Theory]
    [InlineData("Success", "HostReady")]
    [InlineData("Failed")]
    public void Of_the_host_are_counted_when_its_installation_succeeds(string status, params string[] metrics) =>
        Assert.Equal(metrics, Counting(
            $$$"""
            {"source":"aws.ssm","detail-type":"EC2 State Manager Instance Association State Change",
             "detail":{"association-id":"a-1","instance-id":"i-1","document-name":"x","status":"{{{status}}}","detailed-status":"{{{status}}}"} }
            """));

    [Fact]
    public void Of_the_host_come_from_the_association_that_runs_the_boot_script()
    {
        var rule = template.Of("AWS::Events::Rule")["Observability/Log/Association"]["Properties"]!["EventPattern"]!;
        var association = template.Of("AWS::SSM::Association")["Host/Installation/Association"]["Properties"]!;
        var lines = template.Of("AWS::SSM::Document")["Host/Installation/Document"]["Properties"]!["Content"]!["mainSteps"]![0]!["inputs"]!["runCommand"]!;

        Json.AssertEqual("""["<Host/Installation/Association.AssociationId>"]""", rule["detail"]!["association-id"]);
        Assert.Equal("<Host/Installation/Document>", (string?)association["Name"]);
        Assert.Equal("$LATEST", (string?)association["DocumentVersion"]);
        // A document that were replaced would take the association's id with it.
        Assert.Equal("NewVersion", (string?)template.Of("AWS::SSM::Document")["Host/Installation/Document"]["Properties"]!["UpdateMethod"]);
        Assert.Contains(BootScript.Body(), lines.AsArray().Select(line => (string)line!));
        // The script's success is what the metric counts: it says nothing of the kind before the agent is in its place.
        Assert.EndsWith("mv -fT \"$staging/bin\" \"$root/bin\"\necho \"daybreak: installed $AGENT_SHA256\"\n", BootScript.Body(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_lost_run_are_the_words_of_the_document()
    {
        var filter = template.Of("AWS::Logs::MetricFilter")["Observability/Log/LostRunsMetric"]["Properties"]!;
        var document = template.Of("AWS::SSM::Document")["Document/Document"]["Properties"]!["Content"]!.ToJsonString();

        Assert.Equal($"\"{MigrationDocument.NoRun}\"", (string?)filter["FilterPattern"]);
        Assert.Equal("<Document/Output/Resource>", (string?)filter["LogGroupName"]);
        Assert.Equal("NoRunRecord", (string?)filter["MetricTransformations"]![0]!["MetricName"]);
        Assert.Contains($"{MigrationDocument.NoRun} '$run' is recorded", document.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Are_what_the_agent_says()
    {
        var publisher = Source("RunEventPublisher.cs");

        Assert.Contains($"Source = \"{Daybreak.Cdk.Settings.RunEvents.Source}\"", publisher, StringComparison.Ordinal);
        Assert.Contains(": \"Daybreak Run Failed\"", publisher, StringComparison.Ordinal);
        Assert.Contains("\"Daybreak Run Succeeded\"", publisher, StringComparison.Ordinal);
        Assert.Contains("\"Daybreak Run Covered\"", publisher, StringComparison.Ordinal);
    }

    [Fact]
    public void Have_only_members_that_the_agent_s_event_has()
    {
        var detail = Members("RunEventDetail.cs");
        var error = Members("RunSummaryError.cs");
        var used = FailureMessage.Paths.Values.Concat(Filters().SelectMany(filter => Selector().Matches(filter.Pattern).Select(match => match.Value)))
            .Where(path => path.StartsWith("$.detail.", StringComparison.Ordinal) && !path.Contains('-', StringComparison.Ordinal))
            .Select(path => path["$.detail.".Length..]).Except(["status"]);

        Assert.All(used, path => Assert.Contains(path, detail.Concat(error.Select(member => $"error.{member}"))));
    }

    [Fact]
    public void Have_a_metric_filter_for_every_metric_that_an_alarm_or_the_dashboard_shows()
    {
        var filtered = template.Of("AWS::Logs::MetricFilter").Values.Select(filter => filter["Properties"]!["MetricTransformations"]![0]!)
            .Select(metric => $"{(string?)metric["MetricNamespace"]} {(string?)metric["MetricName"]}").ToList();
        var shown = template.Of("AWS::CloudWatch::Alarm").Values.SelectMany(alarm => Metrics(alarm["Properties"])).ToList();
        var dashboard = template.Only("AWS::CloudWatch::Dashboard")["DashboardBody"]!.ToString();

        Assert.NotEmpty(shown);
        Assert.Empty(shown.Except(filtered));
        Assert.All(
            OnDashboard().Matches(dashboard).Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}"), metric => Assert.Contains(metric, filtered));
        Assert.All(filtered.Except(shown), metric => Assert.Contains($"\"{metric.Split(' ')[1]}", dashboard, StringComparison.Ordinal));
    }

    private IEnumerable<string> Counting(string logged) =>
        Filters().Where(filter => FilterPattern.Finds(filter.Pattern, JsonNode.Parse(logged)!)).Select(filter => filter.Metric).Order();

    private IEnumerable<(string Metric, string Pattern)> Filters() =>
        from filter in template.Of("AWS::Logs::MetricFilter").Values
        let properties = filter["Properties"]!
        where (string?)properties["LogGroupName"] == "<Observability/Log/Events/Resource>"
        select ((string)properties["MetricTransformations"]![0]!["MetricName"]!, (string)properties["FilterPattern"]!);

    private static IEnumerable<string> Metrics(JsonNode? node) => node switch
    {
        JsonObject map when ((string?)map["Namespace"])?.StartsWith("Daybreak/", StringComparison.Ordinal) == true =>
            [$"{(string?)map["Namespace"]} {(string?)map["MetricName"]}"],
        JsonObject map => map.SelectMany(pair => Metrics(pair.Value)),
        JsonArray list => list.SelectMany(Metrics),
        _ => [],
    };

    private static string RunEvent(string outcome, string detailType, string record) =>
        $$$"""
        {"source":"daybreak","detail-type":"{{{detailType}}}","detail":{"runId":"r","stage":"uat","database":"Users","command":"migrate",
         "outcome":"{{{outcome}}}","milliseconds":1200,"waitedMilliseconds":0,"record":{{{record}}}} }
        """;

    private static string CommandEvent(string detailType, string status) =>
        $$$"""
        {"source":"aws.ssm","detail-type":"{{{detailType}}}",
         "detail":{"command-id":"e8d3c0e4-71f7-4491-898f-c9b35bee5f3b","document-name":"Daybreak-uat-Migrate","status":"{{{status}}}"} }
        """;

    private static string Source(string file) => File.ReadAllText(Path.Combine(Repository.Root, Records, file));

    // The members of a record, all of which are documented, as they are written in JSON.
    private static List<string> Members(string file) =>
        [.. Parameter().Matches(Source(file)).Select(match => char.ToLowerInvariant(match.Groups[1].Value[0]) + match.Groups[1].Value[1..])];

    [GeneratedRegex(@"<param name=""(\w+)"">")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\$\.[\w.-]+")]
    private static partial Regex Selector();

    [GeneratedRegex(@"\[""(Daybreak/\w+)"",""(\w+)""")]
    private static partial Regex OnDashboard();
}
