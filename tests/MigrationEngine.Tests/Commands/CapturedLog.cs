using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Daybreak.MigrationEngine.Tests.Commands;

/// <summary>Keeps what is logged, and tells those who wait for a line.</summary>
internal sealed class CapturedLog : ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();
    private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string? _awaited;

    /// <param name="awaited">The text that <see cref="Seen"/> waits for.</param>
    public CapturedLog(string? awaited = null) => _awaited = awaited;

    /// <summary>The least level that is wanted; <see cref="LogLevel.Debug"/> and below keep migrations from being sent together.</summary>
    public LogLevel Least { get; init; } = LogLevel.Trace;

    public IEnumerable<(LogLevel Level, string Text)> Lines => _lines;

    /// <summary>Ends when a line with the awaited text was logged.</summary>
    public Task Seen => _seen.Task.WaitAsync(TimeSpan.FromMinutes(1));

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= Least;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var text = formatter(state, exception);
        _lines.Enqueue((logLevel, text));
        if (_awaited is not null && text.Contains(_awaited, StringComparison.Ordinal))
        {
            _seen.TrySetResult();
        }
    }
}
