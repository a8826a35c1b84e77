namespace Daybreak.HostAgent.Tests.Connecting;

/// <summary>A server that hangs up on everybody without a word.</summary>
internal sealed class SilentServer : IAsyncDisposable
{
    private readonly LoopbackListener _listener;
    private int _connections;

    public SilentServer() => _listener = new LoopbackListener((_, _) => Task.FromResult(Interlocked.Increment(ref _connections)));

    public int Port => _listener.Port;

    /// <summary>How many there were.</summary>
    public int Connections => Volatile.Read(ref _connections);

    public ValueTask DisposeAsync() => _listener.DisposeAsync();
}
