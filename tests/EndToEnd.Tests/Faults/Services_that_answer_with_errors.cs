using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Daybreak.EndToEnd.Tests.Processes;

namespace Daybreak.EndToEnd.Tests.Faults;

[Collection(FaultsCollection.Name)]
public sealed class Services_that_answer_with_errors(LocalCloudFixture fixture)
{
    private const string Script = "CREATE TABLE first (id int);";

    [Theory]
    [InlineData("S3", "GET", 503, "SlowDown")]
    [InlineData("S3", "GET", 429, "TooManyRequests")]
    [InlineData("AmazonSSM", "GetParameter", 503, "ServiceUnavailable")]
    [InlineData("AmazonSSM", "GetParameter", 429, "ThrottlingException")]
    [InlineData("AmazonSSM", "GetParameter", 400, "ThrottlingException")]
    [InlineData("secretsmanager", "GetSecretValue", 503, "InternalServiceError")]
    [InlineData("secretsmanager", "GetSecretValue", 429, "ThrottlingException")]
    [InlineData("AmazonSSM", "SendCommand", 503, "ServiceUnavailable")]
    [InlineData("AmazonSSM", "SendCommand", 429, "ThrottlingException")]
    public async Task Twice_are_asked_again_by_the_agent_and_by_the_trigger(string service, string operation, int status, string code)
    {
        var database = await fixture.FreshDatabaseAsync();
        await using var faults = await OrderedFaults.OrderAsync(
            fixture.Cloud, Fault(service, operation, status, code, times: 2, service == "S3" ? $"/{database.Bucket}" : null));

        var run = Assert.Single(await database.UploadAsync(("V1__first.sql", Script)));

        Assert.True(run is { Status: "Success", ExitCode: 0 }, run.All);
        Assert.Equal(2, await faults.HitsAsync());
        Assert.Equal(["first"], await database.TablesAsync());
    }

    [Theory]
    [Trait("Category", "Faults-Long")]
    [InlineData("S3", "GET", 503, "SlowDown", 5, "INCOMPLETE", "Nothing was applied; run the command again when S3 answers.")]
    [InlineData("S3", "GET", 429, "TooManyRequests", 5, "INCOMPLETE", "Nothing was applied; run the command again when S3 answers.")]
    [InlineData("AmazonSSM", "GetParameter", 503, "ServiceUnavailable", 2, "CONFIGURATION", "The SSM parameter '/daybreak/dev/")]
    [InlineData("secretsmanager", "GetSecretValue", 429, "ThrottlingException", 2, "CONFIGURATION", "could not be read: ")]
    public async Task For_good_end_the_run_with_a_reason_and_the_next_one_makes_up_for_it(
        string service, string operation, int status, string code, int exitCode, string errorCode, string said)
    {
        var database = await fixture.FreshDatabaseAsync();
        await using (await OrderedFaults.OrderAsync(
            fixture.Cloud, Fault(service, operation, status, code, times: null, service == "S3" ? $"/{database.Bucket}" : null)))
        {
            var run = Assert.Single(await database.UploadAsync(("V1__first.sql", Script)));

            Assert.True(run.Status == "Failed" && run.ExitCode == exitCode, run.All);
            Assert.Equal(errorCode, run.Summary["error"]!["code"]!.ToString());
            Assert.Contains(said, run.Answer, StringComparison.Ordinal);
            Assert.Empty(await database.TablesAsync());
        }

        var next = await database.CallAsync("migrate", "when-it-answers");

        Assert.True(next.Status == "Success", next.All);
        Assert.Equal(["first"], await database.TablesAsync());
    }

    [Fact]
    public async Task To_the_trigger_for_good_lead_to_a_dead_letter_that_says_how_to_do_it_by_hand()
    {
        var database = await fixture.FreshDatabaseAsync();
        string letter;
        await using (var faults = await OrderedFaults.OrderAsync(
            fixture.Cloud, Fault("AmazonSSM", "SendCommand", 400, "AccessDeniedException", times: null)))
        {
            await database.PutAsync("V1__first.sql", Script);
            letter = await DeadLetterAsync(database.ConfiguredName);
            Assert.Equal(3, await faults.HitsAsync());
        }

        var byHand = Regex.Match(
            letter,
            @"by hand: aws ssm send-command --document-name (?<document>\S+) .* "
            + @"--parameters Database=(?<database>\w+),Command=migrate,RunId=(?<run>[\w-]+)");

        Assert.True(byHand.Success, letter);
        Assert.Equal(("Daybreak-dev-Migrate", database.ConfiguredName), (byHand.Groups["document"].Value, byHand.Groups["database"].Value));
        var run = await database.CallAsync("migrate", byHand.Groups["run"].Value);
        Assert.True(run.Status == "Success", run.All);
        Assert.Equal(["first"], await database.TablesAsync());
    }

    [Fact]
    public Task At_the_results_bucket_that_refuses_do_not_keep_a_migration_back() => WithoutResultsBucketAsync(403, "AccessDenied");

    [Fact]
    [Trait("Category", "Faults-Long")]
    public Task At_the_results_bucket_that_is_overloaded_do_not_keep_a_migration_back() => WithoutResultsBucketAsync(503, "SlowDown");

    private async Task WithoutResultsBucketAsync(int status, string code)
    {
        var database = await fixture.FreshDatabaseAsync();
        var fault = Fault("S3", null, status, code, times: null, $"/{database.ResultsBucket}");
        await using (await OrderedFaults.OrderAsync(fixture.Cloud, fault))
        {
            var run = Assert.Single(await database.UploadAsync(("V1__first.sql", Script)));

            Assert.True(run is { Status: "Success", ExitCode: 0 }, run.All);
            Assert.Null(run.Summary["record"]);
            Assert.Contains(
                $"The run record could not be written to the results bucket '{database.ResultsBucket}'", run.Error, StringComparison.Ordinal);
            Assert.Equal(["first"], await database.TablesAsync());
        }

        var next = await database.CallAsync("migrate", "when-it-is-there");
        Assert.Equal("succeeded", (await database.FindRecordAsync("when-it-is-there"))!["outcome"]!.ToString());
        Assert.Equal(0, next.Summary["applied"]!.GetValue<int>());
    }

    [Fact]
    public async Task At_the_event_bus_do_not_keep_a_migration_back()
    {
        var database = await fixture.FreshDatabaseAsync();
        await using var faults = await OrderedFaults.OrderAsync(
            fixture.Cloud, Fault("AWSEvents", "PutEvents", 400, "AccessDeniedException", times: null));

        var run = Assert.Single(await database.UploadAsync(("V1__first.sql", Script)));

        Assert.True(run is { Status: "Success", ExitCode: 0 }, run.All);
        Assert.Contains("The run's event could not be published: ", run.Error, StringComparison.Ordinal);
        Assert.Equal("succeeded", (await database.FindRecordAsync(run.RunId))!["outcome"]!.ToString());
        Assert.Equal(1, await faults.HitsAsync());
    }

    private static JsonObject Fault(string service, string? operation, int status, string code, int? times, string? path = null) => new()
    {
        ["service"] = service,
        ["operation"] = operation,
        ["path"] = path,
        ["status"] = status,
        ["code"] = code,
        ["times"] = times,
    };

    private async Task<string> DeadLetterAsync(string database)
    {
        var queues = (await fixture.Cloud.CallAsync("AmazonSQS.ListQueues", []))["QueueUrls"]!.AsArray().Select(url => url!.ToString());
        return await Waiting.ForAsync(
            async () => (await Task.WhenAll(queues.Select(LettersAsync))).SelectMany(texts => texts)
                .FirstOrDefault(text => text.Contains($"'{database}'", StringComparison.Ordinal)) ?? "",
            text => text.Length > 0,
            _ => "no letter");
    }

    private async Task<IEnumerable<string>> LettersAsync(string queue)
    {
        var answer = await fixture.Cloud.CallAsync(
            "AmazonSQS.ReceiveMessage", new JsonObject { ["QueueUrl"] = queue, ["MaxNumberOfMessages"] = 10 });
        return (answer["Messages"]?.AsArray() ?? []).Select(message => JsonNode.Parse(message!["Body"]!.ToString())!)
            .Select(body => body["responsePayload"]?["errorMessage"]?.ToString() ?? body.ToJsonString());
    }
}
