using Microsoft.Extensions.Logging;

namespace Daybreak.HostAgent.Run;

/// <summary>The run's log on stderr. It keeps the warnings, which go into the run record, too.</summary>
/// <param name="writer">Takes lines of several logs at a time.</param>
/// <param name="time">Dates the lines.</param>
/// <param name="member">The database of a fleet that the log is about: its lines begin with it, and progress is not told; null: the run's own.</param>
internal sealed class RunLog(TextWriter writer, TimeProvider time, string? member = null) : ILogger
{
    private readonly TextWriter _writer = TextWriter.Synchronized(writer);
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

    /// <summary>A log about one database, with warnings of its own.</summary>
    /// <param name="name">The database, where there are others in the run; else null.</param>
    public RunLog About(string? name) => new(_writer, time, name);

    /// <summary>Keeps a warning for the record that was told already.</summary>
    public void Keep(string warning)
    {
        lock (_lock)
        {
            _warnings.Add(warning);
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
    public bool IsEnabled(LogLevel logLevel) => logLevel >= (member is null ? LogLevel.Information : LogLevel.Warning);

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    private void Write(LogLevel level, string message)
    {
        if (!IsEnabled(level))
        {
            return;
        }

        var text = Rewrite(message);
        var name = level switch
        {
            LogLevel.Information => "INFO",
            LogLevel.Warning => "WARN",
            _ => "ERROR",
        };
        if (level == LogLevel.Warning)
        {
            Keep(text);
        }

        var about = member is null ? string.Empty : member + ": ";
        _writer.WriteLine($"{time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {name,-5} {about}{text}");
    }
}
