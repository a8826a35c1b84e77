using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Daybreak.HostAgent.Output;

/// <summary>
/// Writes the log to standard error in Flyway's form. On a terminal it also shows, below the last line, that something still runs.
/// </summary>
internal sealed class ConsoleLogger : ILogger, IDisposable
{
    private const string Yellow = "\u001b[33m";
    private const string Red = "\u001b[31m";
    private const string Reset = "\u001b[0m";
    private const string EraseLine = "\r\u001b[K";
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    [SuppressMessage("Usage", "CA2213", Justification = "Standard error belongs to the process, not to the logger.")]
    private readonly TextWriter _writer;
    private readonly Lock _lock = new();
    private readonly LogLevel _least;
    private readonly bool _colour;
    private readonly TimeProvider _time;
    private readonly ITimer? _timer;
    private long _lastLine;
    private bool _statusShown;

    /// <summary>Creates a logger.</summary>
    /// <param name="writer">Standard error.</param>
    /// <param name="least">The lowest level that is written.</param>
    /// <param name="colour">Whether warnings and errors are coloured.</param>
    /// <param name="terminal">Whether somebody watches: shows that a long statement still runs.</param>
    /// <param name="time">The clock.</param>
    public ConsoleLogger(TextWriter writer, LogLevel least, bool colour, bool terminal, TimeProvider time)
    {
        _writer = writer;
        _least = least;
        _colour = colour;
        _time = time;
        _lastLine = time.GetTimestamp();
        if (terminal && least <= LogLevel.Information)
        {
            _timer = time.CreateTimer(_ => ShowStatus(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= _least && logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        // Stack traces are for -X, whose level is Debug.
        var text = formatter(state, exception) + (exception is not null && _least <= LogLevel.Debug ? $"\n{exception}" : string.Empty);
        Write(logLevel, text);
    }

    /// <summary>Writes an error, whatever the level.</summary>
    public void Error(string text) => Write(LogLevel.Error, text);

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_lock)
        {
            ClearStatus();
            _writer.Flush();
        }
    }

    private void Write(LogLevel level, string text)
    {
        var (label, colour) = level switch
        {
            LogLevel.Trace or LogLevel.Debug => ("DEBUG: ", string.Empty),
            LogLevel.Information => (string.Empty, string.Empty),
            LogLevel.Warning => ("WARNING: ", Yellow),
            _ => ("ERROR: ", Red),
        };
        lock (_lock)
        {
            ClearStatus();
            _writer.WriteLine(_colour && colour.Length > 0 ? $"{colour}{label}{text}{Reset}" : label + text);
            _writer.Flush();
            _lastLine = _time.GetTimestamp();
        }
    }

    private void ShowStatus()
    {
        lock (_lock)
        {
            var silent = _time.GetElapsedTime(_lastLine);
            if (silent >= Quiet)
            {
                _writer.Write($"{EraseLine}... still running ({silent.TotalSeconds:0} s)");
                _writer.Flush();
                _statusShown = true;
            }
        }
    }

    private void ClearStatus()
    {
        if (_statusShown)
        {
            _writer.Write(EraseLine);
            _statusShown = false;
        }
    }
}
