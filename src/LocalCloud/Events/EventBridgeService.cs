using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Daybreak.LocalCloud.Hosting;
using Daybreak.LocalCloud.Template;

namespace Daybreak.LocalCloud.Events;

/// <summary>Amazon EventBridge: takes events and keeps them, in memory and in a file with one JSON document per line.</summary>
internal sealed class EventBridgeService(string file, TimeProvider time) : IJsonService, IDisposable
{
    private const int EntriesPerRequest = 10;

    private readonly SemaphoreSlim _writing = new(1);
    private readonly List<JsonObject> _events = [];

    public string TargetPrefix => "AWSEvents";

    public string JsonVersion => "1.1";

    public Task<JsonObject>? Answer(string action, JsonObject request, CancellationToken cancellationToken) =>
        action == "PutEvents" ? PutEventsAsync(request, cancellationToken) : null;

    /// <summary>Every event since the start, oldest first.</summary>
    public async Task<JsonArray> AllAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            return new JsonArray([.. _events.Select(e => e.DeepClone())]);
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose() => _writing.Dispose();

    private async Task<JsonObject> PutEventsAsync(JsonObject request, CancellationToken cancellationToken)
    {
        var entries = request.Objects("Entries");
        if (entries.Count is 0 or > EntriesPerRequest)
        {
            throw new ServiceException(
                "ValidationException",
                "1 validation error detected: Value at 'entries' failed to satisfy constraint: "
                + $"Member must have length between 1 and {EntriesPerRequest}");
        }

        var answers = new JsonArray();
        foreach (var entry in entries)
        {
            answers.Add((JsonNode)await PutAsync(entry, cancellationToken));
        }

        return new JsonObject { ["FailedEntryCount"] = answers.Count(a => a!["ErrorCode"] is not null), ["Entries"] = answers };
    }

    private async Task<JsonObject> PutAsync(JsonObject entry, CancellationToken cancellationToken)
    {
        if (Problem(entry) is { } problem)
        {
            return problem;
        }

        var id = Guid.NewGuid().ToString();
        var record = new JsonObject
        {
            ["version"] = "0",
            ["id"] = id,
            ["detail-type"] = entry.Required("DetailType"),
            ["source"] = entry.Required("Source"),
            ["account"] = Surroundings.AccountId,
            ["time"] = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["region"] = Surroundings.Region,
            ["resources"] = entry["Resources"]?.DeepClone() ?? new JsonArray(),
            ["detail"] = JsonNode.Parse(entry.Required("Detail")),
        };
        await _writing.WaitAsync(cancellationToken);
        try
        {
            _events.Add(record);
            await File.AppendAllTextAsync(file, record.ToJsonString() + "\n", cancellationToken);
        }
        finally
        {
            _writing.Release();
        }

        return new JsonObject { ["EventId"] = id };
    }

    private static JsonObject? Problem(JsonObject entry)
    {
        foreach (var name in new[] { "Source", "DetailType", "Detail" })
        {
            if (string.IsNullOrEmpty(entry.Optional(name)))
            {
                return Failure("InvalidArgument", $"Parameter {name} is not valid. Reason: {name} is a required argument.");
            }
        }

        try
        {
            return JsonNode.Parse(entry.Required("Detail")) is JsonObject ? null : Failure("MalformedDetail", "Detail is malformed.");
        }
        catch (JsonException)
        {
            return Failure("MalformedDetail", "Detail is malformed.");
        }
    }

    private static JsonObject Failure(string code, string message) => new() { ["ErrorCode"] = code, ["ErrorMessage"] = message };
}
