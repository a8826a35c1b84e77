using System.Threading.Channels;
using Daybreak.LocalCloud.Lambda;
using Daybreak.LocalCloud.Notifications;
using Daybreak.LocalCloud.Queues;
using Daybreak.LocalCloud.S3;
using Daybreak.LocalCloud.Tests.Template;
using Microsoft.Extensions.Logging.Abstractions;

namespace Daybreak.LocalCloud.Tests.Notifications;

public class A_pump
{
    private static readonly string[] _keys = [.. Enumerable.Range(1, 20).Select(i => $"V{i:00}__a.sql")];

    [Fact]
    public async Task Delivers_each_event_once_and_in_order() => Assert.Equal(_keys, await DeliverAsync(Delivery.Once, _keys.Length));

    [Fact]
    public async Task Delivers_each_event_twice_and_out_of_order_when_told_so()
    {
        var delivered = await DeliverAsync(Delivery.TwiceAndShuffled, 2 * _keys.Length);

        Assert.Equal(_keys.SelectMany(key => new[] { key, key }), delivered.Order(StringComparer.Ordinal));
        // That forty events come out sorted by chance will not happen.
        Assert.NotEqual(_keys, delivered.Distinct());
    }

    private static async Task<IReadOnlyList<string>> DeliverAsync(Delivery delivery, int count)
    {
        await using var lambda = new LambdaService(
            new LambdaOptions(), new QueueService(TestSurroundings.Some), TimeProvider.System, NullLogger<LambdaService>.Instance);
        var definition = new FunctionDefinition { Name = "f", Timeout = TimeSpan.FromSeconds(30) };
        lambda.Add(definition, start: null);
        var rule = new NotificationRule { Id = "r", Bucket = "b", Events = ["s3:ObjectCreated:*"], FunctionArn = definition.Arn };
        var events = Channel.CreateUnbounded<ObjectCreated>();
        foreach (var key in _keys)
        {
            events.Writer.TryWrite(new ObjectCreated("b", key, 1, "e", null, "00", "ObjectCreated:Put", DateTimeOffset.UnixEpoch));
        }

        await using var pump = new NotificationPump(events.Reader, [rule], lambda, delivery, TimeProvider.System);
        pump.Start();
        var delivered = new List<string>();
        while (delivered.Count < count)
        {
            var function = lambda.Find("f");
            var (invocation, _) = await function.NextAsync(CancellationToken.None);
            delivered.Add(System.Text.Json.Nodes.JsonNode.Parse(invocation.Payload)!["Records"]![0]!["s3"]!["object"]!["key"]!.ToString());
            function.Answer(invocation.RequestId, new InvocationResult("{}", false));
        }

        return delivered;
    }
}
