namespace Daybreak.LocalCloud.Lambda;

/// <summary>One event on its way through a function.</summary>
internal sealed class Invocation(string payload, string? requestId = null)
{
    private readonly TaskCompletionSource _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<InvocationResult> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string RequestId { get; } = requestId ?? Guid.NewGuid().ToString();

    public string Payload { get; } = payload;

    /// <summary>Completes when the function has fetched the event.</summary>
    public Task Taken => _taken.Task;

    /// <summary>Completes with the function's answer, or with the failure that ended it.</summary>
    public Task<InvocationResult> Answered => _answered.Task;

    public void Take() => _taken.TrySetResult();

    /// <summary>Gives the answer; false where there was one already.</summary>
    public bool Answer(InvocationResult result) => _answered.TrySetResult(result);
}
