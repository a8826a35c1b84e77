namespace Daybreak.HostAgent.Tests.Output;

/// <summary>A clock that is moved by hand; its one timer fires when told.</summary>
internal sealed class ManualTime : TimeProvider
{
    private TimerCallback? _callback;
    private long _ticks;

    public bool HasTimer => _callback is not null;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _callback = callback;
        return System.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Advance(TimeSpan time)
    {
        _ticks += time.Ticks;
        _callback?.Invoke(null);
    }
}
