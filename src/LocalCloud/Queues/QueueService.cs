using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Daybreak.LocalCloud.Hosting;
using Daybreak.LocalCloud.Template;

namespace Daybreak.LocalCloud.Queues;

/// <summary>
/// Amazon SQS as far as dead letters need it, in memory: what failed for good is kept, can be read and can be deleted. A message that
/// was received and not deleted is there again at once.
/// </summary>
internal sealed class QueueService(Surroundings surroundings) : IJsonService
{
    private readonly ConcurrentDictionary<string, ImmutableList<QueueMessage>> _queues = new(StringComparer.Ordinal);

    public string TargetPrefix => "AmazonSQS";

    public string JsonVersion => "1.0";

    public void Create(string name) => _queues.TryAdd(name, []);

    /// <summary>Puts a message into the queue of this ARN.</summary>
    public void Send(string arn, string body, IReadOnlyDictionary<string, string> attributes)
    {
        var message = new QueueMessage(Guid.NewGuid().ToString(), body, attributes);
        Change(arn[(arn.LastIndexOf(':') + 1)..], messages => messages.Add(message));
    }

    public Task<JsonObject>? Answer(string action, JsonObject request, CancellationToken cancellationToken) => action switch
    {
        "ListQueues" => Task.FromResult(ListQueues()),
        "GetQueueUrl" => Task.FromResult(new JsonObject { ["QueueUrl"] = Url(Known(request.Required("QueueName"))) }),
        "GetQueueAttributes" => Task.FromResult(GetQueueAttributes(request)),
        "ReceiveMessage" => Task.FromResult(ReceiveMessage(request)),
        "DeleteMessage" => Task.FromResult(DeleteMessage(request)),
        _ => null,
    };

    private static string NameOf(JsonObject request)
    {
        var url = request.Required("QueueUrl");
        return url[(url.LastIndexOf('/') + 1)..];
    }

    private JsonObject ListQueues() => new()
    {
        ["QueueUrls"] = new JsonArray([.. _queues.Keys.Order(StringComparer.Ordinal).Select(name => (JsonNode)Url(name))]),
    };

    private JsonObject GetQueueAttributes(JsonObject request)
    {
        var name = NameOf(request);
        return new JsonObject
        {
            ["Attributes"] = new JsonObject
            {
                ["ApproximateNumberOfMessages"] = $"{Find(name).Count}",
                ["QueueArn"] = Surroundings.Arn("sqs", name),
            },
        };
    }

    private JsonObject ReceiveMessage(JsonObject request)
    {
        var messages = Find(NameOf(request)).Take(request.Number("MaxNumberOfMessages") ?? 1).Select(Write).ToArray();
        return messages.Length == 0 ? [] : new JsonObject { ["Messages"] = new JsonArray(messages) };
    }

    private JsonObject DeleteMessage(JsonObject request)
    {
        var receipt = request.Required("ReceiptHandle");
        Change(NameOf(request), messages => messages.RemoveAll(message => message.Id == receipt));
        return [];
    }

    [SuppressMessage("Security", "CA5351", Justification = "The SQS protocol has an MD5 of the body.")]
    private static JsonNode Write(QueueMessage message) => new JsonObject
    {
        ["MessageId"] = message.Id,
        ["ReceiptHandle"] = message.Id,
        ["MD5OfBody"] = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(message.Body))),
        ["Body"] = message.Body,
        ["MessageAttributes"] = new JsonObject(message.Attributes.Select(a => KeyValuePair.Create(
            a.Key, (JsonNode?)new JsonObject { ["DataType"] = "String", ["StringValue"] = a.Value }))),
    };

    private string Url(string name) => $"{surroundings.Endpoint}/{Surroundings.AccountId}/{name}";

    private string Known(string name)
    {
        _ = Find(name);
        return name;
    }

    private void Change(string name, Func<ImmutableList<QueueMessage>, ImmutableList<QueueMessage>> change) =>
        _queues.AddOrUpdate(Known(name), _ => [], (_, messages) => change(messages));

    private ImmutableList<QueueMessage> Find(string name) => _queues.GetValueOrDefault(name)
        ?? throw new ServiceException("QueueDoesNotExist", "The specified queue does not exist.");
}
