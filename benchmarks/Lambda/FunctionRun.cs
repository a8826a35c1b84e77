using System.Diagnostics;
using Daybreak.Benchmarks.Measuring;

namespace Daybreak.Benchmarks.Lambda;

/// <summary>One life of the function: from the start of its process to the answers to some events.</summary>
internal sealed class FunctionRun(TimeProvider time)
{
    private const string Event =
        """
        {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1","eventTime":"2026-01-01T00:00:00.000Z",
        "eventName":"ObjectCreated:Put","s3":{"s3SchemaVersion":"1.0","bucket":{"name":"bench-users","arn":"arn:aws:s3:::bench-users"},
        "object":{"key":"V1__create_users.sql","size":100,"eTag":"d41d8cd98f00b204e9800998ecf8427e","versionId":"1","sequencer":"NUMBER"}}}]}
        """;

    private const string SendCommandAnswer =
        """{"Command":{"CommandId":"00000000-0000-4000-8000-000000000000","DocumentName":"Daybreak-dev-Migrate","Status":"Pending"}}""";

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<double> _events = [];
    private int _wanted;
    private long _begun;
    private long _first;
    private long _given;
    private double _call;

    /// <summary>Milliseconds from the start of the process to its first request for an event.</summary>
    public double StartMilliseconds => time.GetElapsedTime(_begun, _first).TotalMilliseconds;

    /// <summary>Milliseconds of each event, from its delivery to its answer, without the SendCommand call in between.</summary>
    public IReadOnlyList<double> EventMilliseconds => _events;

    /// <summary>Starts the function and gives it events, one after the other.</summary>
    public async Task RunAsync(string bootstrap, int events, CancellationToken cancellationToken)
    {
        _wanted = events;
        using var peer = new HttpPeer(AnswerAsync);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var serving = peer.ServeAsync(end.Token);
        var start = new ProcessStartInfo(bootstrap) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Variables(peer.Address))
        {
            start.Environment[name] = value;
        }

        _begun = time.GetTimestamp();
        using var process = Process.Start(start)!;
        var log = Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await Task.WhenAny(_done.Task, process.WaitForExitAsync(cancellationToken));
        var failed = process.HasExited;
        process.Kill();
        await process.WaitForExitAsync(cancellationToken);
        await end.CancelAsync();
        await serving;
        if (failed)
        {
            throw new BenchmarkException($"bootstrap ended with exit code {process.ExitCode}: {string.Concat(await log)}");
        }
    }

    private static Dictionary<string, string> Variables(string address) => new()
    {
        ["AWS_LAMBDA_RUNTIME_API"] = address,
        ["AWS_LAMBDA_FUNCTION_NAME"] = "bench",
        ["AWS_REGION"] = "us-east-1",
        ["AWS_ACCESS_KEY_ID"] = "bench",
        ["AWS_SECRET_ACCESS_KEY"] = "bench",
        ["AWS_ENDPOINT_URL"] = "http://" + address,
        ["DAYBREAK_DATABASES"] = """{"bench-users":"Users"}""",
        ["DAYBREAK_DOCUMENT"] = "Daybreak-dev-Migrate",
        ["DAYBREAK_HOST_TAG"] = "daybreak:host=dev",
    };

    private async Task<string> AnswerAsync(string request, CancellationToken cancellationToken)
    {
        var arrived = time.GetTimestamp();
        if (request.Contains("/invocation/next", StringComparison.Ordinal))
        {
            return await NextAsync(arrived, cancellationToken);
        }

        if (request.Contains("/response ", StringComparison.Ordinal))
        {
            _events.Add(time.GetElapsedTime(_given, arrived).TotalMilliseconds - _call);
            return HttpPeer.Response("202 Accepted", "{}");
        }

        if (!request.StartsWith("POST / ", StringComparison.Ordinal))
        {
            throw new BenchmarkException($"The function asked for something unforeseen: {request}");
        }

        var answer = HttpPeer.Response("200 OK", SendCommandAnswer);
        _call = time.GetElapsedTime(arrived).TotalMilliseconds;
        return answer;
    }

    private async Task<string> NextAsync(long arrived, CancellationToken cancellationToken)
    {
        _first = _first == 0 ? arrived : _first;
        if (_events.Count >= _wanted)
        {
            _done.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        var number = FormattableString.Invariant($"{_events.Count:X16}");
        var deadline = time.GetUtcNow().AddMinutes(1).ToUnixTimeMilliseconds();
        var response = HttpPeer.Response(
            "200 OK",
            Event.Replace("NUMBER", number, StringComparison.Ordinal),
            $"Lambda-Runtime-Aws-Request-Id: {number}",
            FormattableString.Invariant($"Lambda-Runtime-Deadline-Ms: {deadline}"),
            "Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:us-east-1:000000000000:function:bench");
        _given = time.GetTimestamp();
        return response;
    }
}
