using Daybreak.TriggerFunction.Function;
using Daybreak.TriggerFunction.Requests;
using static Daybreak.TriggerFunction.Tests.Requests.Records;

namespace Daybreak.TriggerFunction.Tests.Function;

public sealed class A_notification
{
    [Fact]
    public async Task Of_an_upload_sends_the_command_of_the_contract()
    {
        await using var trigger = await TriggerUnderTest.StartAsync();
        var runId = RunId.Of([Object("V1__a.sql") with { Bucket = "users-b" }]);

        await trigger.HandleAsync(Event(Record("users-b", "V1__a.sql")));

        var call = Assert.Single(trigger.Ssm.Calls);
        Assert.Equal("AmazonSSM.SendCommand", call.Target);
        var command = call.Json;
        Assert.Equal("Daybreak-dev-Migrate", command.GetProperty("DocumentName").GetString());
        Assert.Equal("$DEFAULT", command.GetProperty("DocumentVersion").GetString());
        Assert.Equal("""[{"Key":"tag:daybreak:host","Values":["dev"]}]""", command.GetProperty("Targets").GetRawText());
        Assert.Equal(
            $$"""{"Database":["Users"],"Command":["migrate"],"RunId":["{{runId}}"]}""", command.GetProperty("Parameters").GetRawText());
        Assert.Equal(600, command.GetProperty("TimeoutSeconds").GetInt32());
        Assert.Equal("1", command.GetProperty("MaxConcurrency").GetString());
        Assert.Equal("0", command.GetProperty("MaxErrors").GetString());
        Assert.Equal(
            """{"CloudWatchLogGroupName":"Daybreak-dev-Output","CloudWatchOutputEnabled":true}""",
            command.GetProperty("CloudWatchOutputConfig").GetRawText());
        Assert.Equal($"Daybreak Users {runId}", command.GetProperty("Comment").GetString());
        Assert.Contains($"event=CommandSent database=Users runId={runId} commandId=11111111-", trigger.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_uploads_sends_one_command_for_each_database()
    {
        await using var trigger = await TriggerUnderTest.StartAsync();

        await trigger.HandleAsync(Event(
            Record("users-b", "V1__a.sql"),
            Record("products-b", "V1__p.sql"),
            Record("users-b", "V2__b.sql"),
            Record("users-b", "V1__a.sql"),
            Record("users-b", "readme.md")));

        Assert.Equal(["Products", "Users"], trigger.CommandedDatabases);
    }

    [Fact]
    public async Task That_is_the_test_event_of_S3_succeeds_and_sends_nothing()
    {
        await using var trigger = await TriggerUnderTest.StartAsync();

        await trigger.HandleAsync(new());

        Assert.Empty(trigger.Ssm.Calls);
        Assert.Contains("event=NothingToDo", trigger.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_other_objects_only_sends_nothing()
    {
        await using var trigger = await TriggerUnderTest.StartAsync();

        await trigger.HandleAsync(Event(Record("users-b", "readme.md"), Record("products-b", "img/logo.png")));

        Assert.Empty(trigger.Ssm.Calls);
        Assert.Contains("ignored=2", trigger.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%24%28touch+intruder%29.sql")]
    [InlineData("%22%27%3B+rm+intruder+..%2F..%0A.sql")]
    [InlineData("V1__intruder%C3%BC.sql")]
    public async Task Of_a_hostile_key_lets_nothing_of_the_key_into_the_command(string key)
    {
        await using var trigger = await TriggerUnderTest.StartAsync();

        await trigger.HandleAsync(Event(Record("users-b", key)));

        var body = Assert.Single(trigger.Ssm.Calls).Body;
        Assert.DoesNotContain("intruder", body, StringComparison.Ordinal);
        Assert.DoesNotContain(".sql", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_an_unknown_bucket_fails_with_the_remedy_after_the_other_databases_got_their_commands()
    {
        await using var trigger = await TriggerUnderTest.StartAsync();

        var error = await Assert.ThrowsAsync<TriggerException>(
            () => trigger.HandleAsync(Event(Record("stranger-b", "V1__a.sql"), Record("users-b", "V1__a.sql"))));

        Assert.Equal(["Users"], trigger.CommandedDatabases);
        Assert.StartsWith(
            "Bucket 'stranger-b' belongs to no database. Add its database to the context", error.Message, StringComparison.Ordinal);
    }
}
