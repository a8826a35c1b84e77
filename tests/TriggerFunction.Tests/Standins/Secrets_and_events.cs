using Amazon.EventBridge.Model;
using Amazon.SecretsManager.Model;
using Daybreak.TriggerFunction.Tests.Fakes;

namespace Daybreak.TriggerFunction.Tests.Standins;

public sealed class Secrets_and_events
{
    [Fact]
    public async Task A_secret_is_read_in_the_stage_asked_for()
    {
        await using var service = await LoopbackService.StartAsync((_, _) => ServiceAnswer.Ok(
            """{"ARN":"arn:1","Name":"n","SecretString":"{\"a\":1}","VersionStages":["AWSPENDING"],"SecretBinary":"AQI="}"""));
        using var client = Clients.SecretsManager(service);

        var secret = await client.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "n", VersionStage = "AWSPENDING" });

        var call = Assert.Single(service.Calls);
        Assert.Equal("secretsmanager.GetSecretValue", call.Target);
        Assert.Equal("""{"SecretId":"n","VersionStage":"AWSPENDING"}""", call.Body);
        Assert.Contains("/eu-central-1/secretsmanager/aws4_request", call.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Equal("""{"a":1}""", secret.SecretString);
        Assert.Equal(["AWSPENDING"], secret.VersionStages);
        Assert.Equal([1, 2], secret.SecretBinary.ToArray());
    }

    [Fact]
    public async Task An_event_is_put_and_a_refused_entry_is_told()
    {
        await using var service = await LoopbackService.StartAsync((_, _) => ServiceAnswer.Ok(
            """{"FailedEntryCount":1,"Entries":[{"EventId":"e-1"},{"ErrorCode":"InternalFailure","ErrorMessage":"later"}]}"""));
        using var client = Clients.EventBridge(service);

        var response = await client.PutEventsAsync(new PutEventsRequest
        {
            Entries =
            [
                new PutEventsRequestEntry
                {
                    Source = "daybreak",
                    DetailType = "Daybreak Run",
                    Detail = "{}",
                    Resources = ["arn:x"],
                    Time = new DateTime(2026, 1, 2, 3, 4, 5, 250, DateTimeKind.Utc),
                },
            ],
        });

        var call = Assert.Single(service.Calls);
        Assert.Equal("AWSEvents.PutEvents", call.Target);
        Assert.Equal(
            """{"Entries":[{"Time":1767323045.25,"Source":"daybreak","Resources":["arn:x"],"DetailType":"Daybreak Run","Detail":"{}"}]}""",
            call.Body);
        Assert.Equal(1, response.FailedEntryCount);
        Assert.Equal("e-1", response.Entries[0].EventId);
        Assert.Equal("InternalFailure", response.Entries[1].ErrorCode);
    }
}
