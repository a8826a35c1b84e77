using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Daybreak.LocalCloud.Hosting;
using Daybreak.LocalCloud.Queues;
using Microsoft.Extensions.Logging;

namespace Daybreak.LocalCloud.Lambda;

/// <summary>AWS Lambda: invokes functions, at once or asynchronously with retries and a queue for what failed for good.</summary>
internal sealed partial class LambdaService(
    LambdaOptions options, QueueService queues, TimeProvider time, ILogger<LambdaService> logger) : IAsyncDisposable
{
    private readonly Dictionary<string, FunctionHost> _functions = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _underway = [];

    /// <summary>Adds a function and starts it.</summary>
    /// <param name="definition">The function.</param>
    /// <param name="start">Starts its process; null leaves that to somebody else, who then speaks the Runtime API.</param>
    public void Add(FunctionDefinition definition, Func<FunctionProcess>? start)
    {
        var function = new FunctionHost(definition, start, time, logger);
        _functions.Add(definition.Name, function);
        function.Start();
    }

    /// <summary>The function that a name or an ARN means.</summary>
    /// <exception cref="ServiceException">ResourceNotFoundException.</exception>
    public FunctionHost Find(string nameOrArn)
    {
        var name = nameOrArn[(nameOrArn.LastIndexOf(':') + 1)..];
        return _functions.GetValueOrDefault(name)
            ?? throw new ServiceException("ResourceNotFoundException", $"Function not found: {nameOrArn}", 404);
    }

    /// <summary>Takes an event for a function and returns; retries are made in the background.</summary>
    public void InvokeAsynchronously(FunctionHost function, string payload)
    {
        var delivery = DeliverAsync(function, payload);
        lock (_lock)
        {
            _underway.RemoveWhere(task => task.IsCompleted);
            _underway.Add(delivery);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var function in _functions.Values)
        {
            await function.DisposeAsync();
        }

        Task[] underway;
        lock (_lock)
        {
            underway = [.. _underway];
        }

        await Task.WhenAll(underway);
        _stop.Dispose();
    }

    private async Task DeliverAsync(FunctionHost function, string payload)
    {
        // All attempts have one request id, as in Lambda.
        var requestId = Guid.NewGuid().ToString();
        for (var attempt = 0; ; attempt++)
        {
            var result = await function.InvokeAsync(new Invocation(payload, requestId));
            if (!result.IsError || _stop.IsCancellationRequested)
            {
                return;
            }

            if (attempt >= function.Definition.MaximumRetryAttempts)
            {
                LogGivenUp(function.Definition.Name, requestId, attempt + 1);
                Keep(function.Definition, requestId, payload, result, attempt + 1);
                return;
            }

            try
            {
                await Task.Delay(options.RetryDelay * (attempt + 1), time, _stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Keep(FunctionDefinition function, string requestId, string payload, InvocationResult result, int attempts)
    {
        if (function.OnFailureArn is { } destination)
        {
            var record = Record(function, requestId, payload, result, attempts);
            queues.Send(destination, record.ToJsonString(), new Dictionary<string, string>());
        }

        if (function.DeadLetterArn is { } deadLetters)
        {
            var message = (AsJson(result.Payload) as JsonObject)?["errorMessage"]?.ToString() ?? result.Payload;
            queues.Send(deadLetters, payload, new Dictionary<string, string>
            {
                ["RequestID"] = requestId,
                ["ErrorCode"] = "200",
                ["ErrorMessage"] = message[..Math.Min(message.Length, 1024)],
            });
        }
    }

    private JsonObject Record(FunctionDefinition function, string requestId, string payload, InvocationResult result, int attempts) => new()
    {
        ["version"] = "1.0",
        ["timestamp"] = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["requestContext"] = new JsonObject
        {
            ["requestId"] = requestId,
            ["functionArn"] = $"{function.Arn}:$LATEST",
            ["condition"] = "RetriesExhausted",
            ["approximateInvokeCount"] = attempts,
        },
        ["requestPayload"] = AsJson(payload),
        ["responseContext"] = new JsonObject { ["statusCode"] = 200, ["executedVersion"] = "$LATEST", ["functionError"] = "Unhandled" },
        ["responsePayload"] = AsJson(result.Payload),
    };

    private static JsonNode? AsJson(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Function}: request {RequestId} failed {Attempts} times and is given up")]
    private partial void LogGivenUp(string function, string requestId, int attempts);
}
