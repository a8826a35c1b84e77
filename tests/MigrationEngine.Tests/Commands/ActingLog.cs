using Microsoft.Extensions.Logging;

namespace Daybreak.MigrationEngine.Tests.Commands;

/// <summary>Does something at the very moment at which a line with some text is logged, before the engine goes on.</summary>
internal sealed class ActingLog(string text, Action act) : ILogger
{
    private bool _done;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!_done && formatter(state, exception).Contains(text, StringComparison.Ordinal))
        {
            _done = true;
            act();
        }
    }
}
