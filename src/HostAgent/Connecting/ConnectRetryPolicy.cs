namespace Daybreak.HostAgent.Connecting;

/// <summary>How long to keep trying to connect. Waits double from one second: 1, 2, 4, …</summary>
internal sealed record ConnectRetryPolicy
{
    /// <summary>Tries after the first; null: as many as <see cref="MaxDuration"/> allows.</summary>
    public int? MaxRetries { get; init; }

    /// <summary>The longest wait between two tries.</summary>
    public TimeSpan MaxInterval { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>No wait begins that would end later than this after the first try; null: no bound.</summary>
    public TimeSpan? MaxDuration { get; init; }

    /// <summary>Whether a failure is worth another try.</summary>
    public Func<Exception, bool> ShouldRetry { get; init; } = static _ => true;

    /// <summary>Flyway's <c>connectRetries</c> and <c>connectRetriesInterval</c>: every failure is retried.</summary>
    public static ConnectRetryPolicy Flyway(int retries, int intervalSeconds) =>
        new() { MaxRetries = retries, MaxInterval = TimeSpan.FromSeconds(Math.Max(1, intervalSeconds)) };

    /// <summary>The wait before the next try; null when there is none to be.</summary>
    /// <param name="failure">Why the last try failed.</param>
    /// <param name="retries">How many retries there were.</param>
    /// <param name="elapsed">Since the first try.</param>
    public TimeSpan? WaitAfter(Exception failure, int retries, TimeSpan elapsed)
    {
        if (retries >= (MaxRetries ?? int.MaxValue) || !ShouldRetry(failure))
        {
            return null;
        }

        // 2^30 seconds is beyond every interval; more would overflow.
        var doubled = TimeSpan.FromSeconds(1L << Math.Min(retries, 30));
        var wait = doubled < MaxInterval ? doubled : MaxInterval;
        return MaxDuration is { } bound && elapsed + wait > bound ? null : wait;
    }
}
