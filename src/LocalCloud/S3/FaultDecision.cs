using Daybreak.LocalCloud.S3.Protocol;

namespace Daybreak.LocalCloud.S3;

/// <summary>What is to happen to a request instead of, or before, its operation.</summary>
/// <param name="Delay">How long the request waits first; zero by default.</param>
/// <param name="Error">The error to answer after the wait; null lets the operation go on.</param>
internal sealed record FaultDecision(TimeSpan Delay = default, S3Error? Error = null)
{
    /// <summary>503 SlowDown: clients back off and try again.</summary>
    public static FaultDecision SlowDown { get; } = new(Error: S3Errors.SlowDown);

    /// <summary>500 InternalError: clients try again.</summary>
    public static FaultDecision InternalError { get; } = new(Error: S3Errors.InternalError);

    /// <summary>The operation takes place, but only after <paramref name="delay"/>.</summary>
    public static FaultDecision Wait(TimeSpan delay) => new(delay);
}
