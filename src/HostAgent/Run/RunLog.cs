using Microsoft.Extensions.Logging;

namespace Daybreak.HostAgent.Run;

/// <summary>The run's log on stderr. It keeps the warnings, which go into the run record, too.</summary>
internal sealed class RunLog(TextWriter writer, TimeProvider time) : ILogger
{
    private readonly Lock _lock = new();
    private readonly List<string> _warnings = [];

    /// <summary>Makes messages speak of object keys instead of this host's paths.</summary>
    public Func<string, string> Rewrite { get; set; } = text => text;

    /// <summary>The warnings so far, in order.</summary>
    public IReadOnlyList<string> Warnings
    {
        get
        {
            lock (_lock)
            {
                return [.. _warnings];
            }
        }
    }

    /// <summary>Tells progress.</summary>
    public void Information(string message) => Write(LogLevel.Information, message);

    /// <summary>Tells what somebody should know, though the run goes on.</summary>
    public void Warning(string message) => Write(LogLevel.Warning, message);

    /// <summary>Tells why the run failed.</summary>
    public void Error(string message) => Write(LogLevel.Error, message);

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            Write(logLevel, formatter(state, exception));
        }
    }

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    private void Write(LogLevel level, string message)
    {
        var text = Rewrite(message);
        var name = level switch
        {
            LogLevel.Information => "INFO",
            LogLevel.Warning => "WARN",
            _ => "ERROR",
        };
        lock (_lock)
        {
            if (level == LogLevel.Warning)
            {
                _warnings.Add(text);
            }

            writer.WriteLine($"{time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {name,-5} {text}");
        }
    }
}
