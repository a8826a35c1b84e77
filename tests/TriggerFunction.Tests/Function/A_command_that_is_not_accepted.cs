using Daybreak.TriggerFunction.Function;
using Daybreak.TriggerFunction.Requests;
using Daybreak.TriggerFunction.Tests.Fakes;
using static Daybreak.TriggerFunction.Tests.Requests.Records;

namespace Daybreak.TriggerFunction.Tests.Function;

public sealed class A_command_that_is_not_accepted
{
    private const string NoHost = """{"Command":{"CommandId":"c","Status":"Success","StatusDetails":"NoInstancesInTag","TargetCount":0}}""";

    [Theory]
    [InlineData(400, "ThrottlingException")]
    [InlineData(400, "RequestLimitExceeded")]
    [InlineData(429, "TooManyRequestsException")]
    [InlineData(400, "InvalidInstanceId")]
    [InlineData(500, "InternalServerError")]
    [InlineData(503, "ServiceUnavailableException")]
    public async Task Is_sent_again_when_the_reason_passes(int status, string code)
    {
        await using var trigger = await TriggerUnderTest.StartAsync(
            (_, earlier) => earlier < 3 ? ServiceAnswer.Error(status, code) : ServiceAnswer.Ok(TriggerUnderTest.Accepted));

        await trigger.HandleAsync(Event(Record("users-b", "V1__a.sql")));

        Assert.Equal(4, trigger.Ssm.Calls.Count);
        Assert.Single(trigger.Ssm.Calls.Select(call => call.Body).Distinct());
        Assert.Contains("attempt=4", trigger.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_sent_again_when_the_connection_is_cut()
    {
        await using var trigger = await TriggerUnderTest.StartAsync(
            (_, earlier) => earlier < 7 ? ServiceAnswer.Cut : ServiceAnswer.Ok(TriggerUnderTest.Accepted));

        await trigger.HandleAsync(Event(Record("users-b", "V1__a.sql")));

        Assert.Equal(8, trigger.Ssm.Calls.Count);
    }

    [Fact]
    public async Task Is_sent_again_while_no_host_has_the_tag()
    {
        await using var trigger = await TriggerUnderTest.StartAsync(
            (_, earlier) => ServiceAnswer.Ok(earlier < 2 ? NoHost : TriggerUnderTest.Accepted));

        await trigger.HandleAsync(Event(Record("users-b", "V1__a.sql")));

        Assert.Equal(3, trigger.Ssm.Calls.Count);
        Assert.Contains("no host has the tag daybreak:host=dev", trigger.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AccessDeniedException")]
    [InlineData("InvalidDocument")]
    [InlineData("InvalidParameters")]
    public async Task Is_not_sent_again_when_the_reason_stays(string code)
    {
        await using var trigger = await TriggerUnderTest.StartAsync((_, _) => ServiceAnswer.Error(400, code, "look here"));

        var error = await Assert.ThrowsAsync<TriggerException>(() => trigger.HandleAsync(Event(Record("users-b", "V1__a.sql"))));

        Assert.Single(trigger.Ssm.Calls);
        Assert.Contains("Database 'Users' got no command after 1 attempt(s)", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{code}: look here", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fails_the_invocation_before_its_time_is_over_and_says_how_to_send_it_by_hand()
    {
        await using var trigger = await TriggerUnderTest.StartAsync(
            (_, _) => ServiceAnswer.Error(400, "ThrottlingException", "Rate exceeded"));
        var runId = RunId.Of([Object("V1__a.sql") with { Bucket = "users-b" }]);

        var error = await Assert.ThrowsAsync<TriggerException>(
            () => trigger.HandleAsync(Event(Record("users-b", "V1__a.sql")), TimeSpan.FromMinutes(5)));

        Assert.Contains("ThrottlingException: Rate exceeded (the invocation's time ran out)", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "by hand: aws ssm send-command --document-name Daybreak-dev-Migrate --document-version '$DEFAULT'"
                + " --targets Key=tag:daybreak:host,Values=dev"
                + $" --parameters Database=Users,Command=migrate,RunId={runId} --timeout-seconds 600 --max-concurrency 1 --max-errors 0",
            error.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("secret-of-the-role", error.Message + trigger.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_not_even_tried_when_no_time_is_left()
    {
        await using var trigger = await TriggerUnderTest.StartAsync();

        var error = await Assert.ThrowsAsync<TriggerException>(
            () => trigger.HandleAsync(Event(Record("users-b", "V1__a.sql")), TimeSpan.FromSeconds(1)));

        Assert.Empty(trigger.Ssm.Calls);
        Assert.Contains("after 0 attempt(s)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Does_not_keep_the_other_databases_back()
    {
        await using var trigger = await TriggerUnderTest.StartAsync((call, _) => TriggerUnderTest.Database(call) == "Products"
            ? ServiceAnswer.Error(400, "InvalidDocument")
            : ServiceAnswer.Ok(TriggerUnderTest.Accepted));

        var error = await Assert.ThrowsAsync<TriggerException>(
            () => trigger.HandleAsync(Event(Record("products-b", "V1__p.sql"), Record("users-b", "V1__a.sql"))));

        Assert.Equal(["Products", "Users"], trigger.CommandedDatabases);
        Assert.Contains("'Products'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("'Users'", error.Message, StringComparison.Ordinal);
    }
}
