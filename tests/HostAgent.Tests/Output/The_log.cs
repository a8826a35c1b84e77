using System.Globalization;
using Daybreak.HostAgent.Output;
using Microsoft.Extensions.Logging;

namespace Daybreak.HostAgent.Tests.Output;

public sealed class The_log : IDisposable
{
    private readonly StringWriter _writer = new(CultureInfo.InvariantCulture);
    private readonly ManualTime _time = new();

    [Fact]
    public void Labels_all_but_information()
    {
        Log(LogLevel.Debug, colour: false);

        Assert.Equal("DEBUG: statement\nMigrating\nWARNING: careful\nERROR: failed\n", _writer.ToString());
    }

    [Fact]
    public void Leaves_out_what_is_below_its_level()
    {
        Log(LogLevel.Warning, colour: false);

        Assert.Equal("WARNING: careful\nERROR: failed\n", _writer.ToString());
    }

    [Fact]
    public void Colours_warnings_and_errors_when_asked_to()
    {
        Log(LogLevel.Information, colour: true);

        Assert.Equal("Migrating\n\u001b[33mWARNING: careful\u001b[0m\n\u001b[31mERROR: failed\u001b[0m\n", _writer.ToString());
    }

    [Fact]
    public void On_a_terminal_shows_that_something_still_runs_and_wipes_it_away()
    {
        using (var logger = new ConsoleLogger(_writer, LogLevel.Information, colour: false, terminal: true, _time))
        {
            logger.Error("one");
            _time.Advance(TimeSpan.FromSeconds(1));
            _time.Advance(TimeSpan.FromSeconds(1));
            _time.Advance(TimeSpan.FromSeconds(10));
            logger.Error("two");
        }

        Assert.Equal(
            "ERROR: one\n\r\u001b[K... still running (2 s)\r\u001b[K... still running (12 s)\r\u001b[KERROR: two\n", _writer.ToString());
    }

    [Fact]
    public void Elsewhere_shows_no_progress()
    {
        using var logger = new ConsoleLogger(_writer, LogLevel.Information, colour: false, terminal: false, _time);
        using var quiet = new ConsoleLogger(_writer, LogLevel.Warning, colour: false, terminal: true, _time);

        Assert.False(_time.HasTimer);
    }

    private void Log(LogLevel least, bool colour)
    {
        using var logger = new ConsoleLogger(_writer, least, colour, terminal: false, _time);
        Write(logger, LogLevel.Debug, "statement");
        Write(logger, LogLevel.Information, "Migrating");
        Write(logger, LogLevel.Warning, "careful");
        Write(logger, LogLevel.Error, "failed");
    }

    private static void Write(ConsoleLogger logger, LogLevel level, string text) => logger.Log(level, default, text, null, static (t, _) => t);

    public void Dispose() => _writer.Dispose();
}
