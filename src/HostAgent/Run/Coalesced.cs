namespace Daybreak.HostAgent.Run;

/// <summary>
/// Does something once for all who ask at the same time: everybody gets the result of a doing that began after he had asked, and there is one
/// at a time.
/// </summary>
/// <param name="action">What is done.</param>
/// <param name="pause">How long others may join before the next doing begins; the first one begins at once.</param>
/// <param name="time">Waits.</param>
internal sealed class Coalesced<T>(Func<Task<T>> action, TimeSpan pause, TimeProvider time)
{
    private readonly Lock _lock = new();
    private Task? _running;
    private Task<T>? _next;

    /// <summary>The result of the next doing.</summary>
    public Task<T> AskAsync()
    {
        lock (_lock)
        {
            return _next ??= NextAsync(_running);
        }
    }

    private async Task<T> NextAsync(Task? before)
    {
        // What became of the one before is told to those who asked for it.
        await (before ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        if (before is not null)
        {
            await Task.Delay(pause, time);
        }

        lock (_lock)
        {
            (_running, _next) = (_next, null);
        }

        return await action();
    }
}
