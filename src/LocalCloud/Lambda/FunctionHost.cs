using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Daybreak.LocalCloud.Lambda;

/// <summary>
/// Runs one function: hands it one event at a time, holds it to its timeout, and starts its process anew when that ended.
/// </summary>
internal sealed partial class FunctionHost : IAsyncDisposable
{
    // Lambda's limit for a function's start.
    private static readonly TimeSpan _initPatience = TimeSpan.FromSeconds(10);

    private readonly Func<FunctionProcess>? _start;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<Invocation> _queue = Channel.CreateUnbounded<Invocation>();
    private readonly Channel<Invocation> _handout = Channel.CreateUnbounded<Invocation>();
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _stop = new();
    private FunctionProcess? _process;
    private volatile Invocation? _current;
    private Task _work = Task.CompletedTask;

    /// <param name="definition">The function.</param>
    /// <param name="start">Starts the function's process; null leaves that to somebody else, who then speaks the Runtime API.</param>
    /// <param name="time">Measures the timeout.</param>
    /// <param name="logger">Gets the function's failures.</param>
    public FunctionHost(FunctionDefinition definition, Func<FunctionProcess>? start, TimeProvider time, ILogger logger)
    {
        Definition = definition;
        _start = start;
        _time = time;
        _logger = logger;
    }

    public FunctionDefinition Definition { get; }

    /// <summary>Starts the process, so that the first event finds it ready, and begins to take events.</summary>
    public void Start()
    {
        EnsureProcess();
        _work = Task.Run(WorkAsync);
    }

    /// <summary>Lets the function handle an event and gives its answer.</summary>
    public Task<InvocationResult> InvokeAsync(Invocation invocation)
    {
        if (!_queue.Writer.TryWrite(invocation))
        {
            invocation.Answer(InvocationResult.Failure("ServiceException", "LocalCloud is stopping."));
        }

        return invocation.Answered;
    }

    /// <summary>The Runtime API's <c>next</c>: waits for an event.</summary>
    public async Task<(Invocation Invocation, DateTimeOffset Deadline)> NextAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        var invocation = await _handout.Reader.ReadAsync(either.Token);
        if (cancellationToken.IsCancellationRequested)
        {
            // The process that asked is gone; the next one gets the event.
            _handout.Writer.TryWrite(invocation);
            cancellationToken.ThrowIfCancellationRequested();
        }

        invocation.Take();
        return (invocation, _time.GetUtcNow() + Definition.Timeout);
    }

    /// <summary>The Runtime API's <c>response</c> and <c>error</c>; false where no such event is being handled.</summary>
    public bool Answer(string requestId, InvocationResult result) =>
        _current is { } current && current.RequestId == requestId && current.Answer(result);

    /// <summary>The Runtime API's <c>init/error</c>.</summary>
    public void FailInit(string error)
    {
        LogFailure(Definition.Name, error);
        _current?.Answer(new InvocationResult(error, true));
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        // The process goes first: it would take the end of its wait for an event as an error.
        await _closing.CancelAsync();
        await StopProcessAsync();
        await _stop.CancelAsync();
        await _work;
        _closing.Dispose();
        _stop.Dispose();
    }

    private async Task WorkAsync()
    {
        await foreach (var invocation in _queue.Reader.ReadAllAsync())
        {
            _current = invocation;
            var failure = _closing.IsCancellationRequested
                ? InvocationResult.Failure("ServiceException", "LocalCloud is stopping.")
                : await HandleAsync(invocation);
            if (failure is not null && invocation.Answer(failure))
            {
                await StopProcessAsync();
            }

            var result = await invocation.Answered;
            if (result.IsError && !_closing.IsCancellationRequested)
            {
                LogFailure(Definition.Name, result.Payload);
            }

            _current = null;
            _ = _handout.Reader.TryRead(out _);
        }
    }

    /// <summary>Null when the function has answered, else why it did not.</summary>
    private async Task<InvocationResult?> HandleAsync(Invocation invocation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        try
        {
            EnsureProcess();
            var ended = _process?.ExitedAsync(over.Token) ?? Task.Delay(Timeout.InfiniteTimeSpan, over.Token);
            _handout.Writer.TryWrite(invocation);
            var first = await Task.WhenAny(invocation.Taken, invocation.Answered, ended, Task.Delay(_initPatience, _time, over.Token));
            if (first == invocation.Taken)
            {
                first = await Task.WhenAny(invocation.Answered, ended, Task.Delay(Definition.Timeout, _time, over.Token));
            }

            return first == invocation.Answered ? null
                : first == ended ? Ended(invocation)
                : InvocationResult.Failure("Sandbox.Timedout", $"RequestId: {invocation.RequestId} Error: Task timed out after "
                    + $"{(invocation.Taken.IsCompleted ? Definition.Timeout : _initPatience).TotalSeconds:0.00} seconds");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return InvocationResult.Failure("Runtime.InvalidEntrypoint", $"RequestId: {invocation.RequestId} Error: {e.Message}");
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    private InvocationResult Ended(Invocation invocation) => _closing.IsCancellationRequested
        ? InvocationResult.Failure("ServiceException", "LocalCloud is stopping.")
        : InvocationResult.Failure(
            "Runtime.ExitError", $"RequestId: {invocation.RequestId} Error: Runtime exited with error: exit status {_process?.ExitCode}");

    private void EnsureProcess()
    {
        if (_process is null or { HasExited: true })
        {
            _process = _start?.Invoke();
        }
    }

    private async Task StopProcessAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            await process.DisposeAsync();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Function} failed: {Error}")]
    private partial void LogFailure(string function, string error);
}
