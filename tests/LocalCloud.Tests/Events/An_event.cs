using System.Text.Json.Nodes;
using Daybreak.LocalCloud.Tests.Hosting;

namespace Daybreak.LocalCloud.Tests.Events;

[Collection(SharedLocalCloud.Name)]
public class An_event(LocalCloudFixture cloud)
{
    [Fact]
    public async Task Is_kept_in_EventBridges_shape_and_bad_ones_are_answered_one_by_one()
    {
        var answer = await cloud.AskAsync("AWSEvents.PutEvents", """
            {"Entries":[{"Source":"daybreak","DetailType":"Run Finished","Detail":"{\"run\":\"r1\"}"},
                        {"Source":"daybreak","DetailType":"Run Finished","Detail":"not json"},
                        {"Source":"daybreak","Detail":"{}"}]}
            """);

        Assert.Equal(2, answer["FailedEntryCount"]!.GetValue<int>());
        Assert.Equal(
            ["", "MalformedDetail", "InvalidArgument"], answer["Entries"]!.AsArray().Select(e => e!["ErrorCode"]?.ToString() ?? ""));
        var id = answer["Entries"]![0]!["EventId"]!.ToString();
        var lines = await File.ReadAllLinesAsync(Path.Combine(cloud.StateDirectory, "events.jsonl"));
        var kept = JsonNode.Parse(lines.Single(line => line.Contains(id, StringComparison.Ordinal)))!;
        Assert.Equal(("daybreak", "Run Finished", "000000000000", "us-east-1", """{"run":"r1"}"""), (
            kept["source"]!.ToString(), kept["detail-type"]!.ToString(), kept["account"]!.ToString(),
            kept["region"]!.ToString(), kept["detail"]!.ToJsonString()));
    }

    [Fact]
    public async Task Can_be_asked_for()
    {
        var answer = await cloud.AskAsync("AWSEvents.PutEvents", """{"Entries":[{"Source":"s","DetailType":"d","Detail":"{}"}]}""");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{cloud.Endpoint}/_localcloud/events"));
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=local");

        using var response = await cloud.Http.SendAsync(request);

        var events = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["Events"]!.AsArray();
        Assert.Contains(events, e => e!["id"]!.ToString() == answer["Entries"]![0]!["EventId"]!.ToString());
    }
}
