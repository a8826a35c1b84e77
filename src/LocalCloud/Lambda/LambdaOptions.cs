namespace Daybreak.LocalCloud.Lambda;

/// <summary>How asynchronous invocations are retried.</summary>
internal sealed record LambdaOptions
{
    /// <summary>The pause before the first retry; the second is twice as long. Lambda waits one minute and two.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);
}
