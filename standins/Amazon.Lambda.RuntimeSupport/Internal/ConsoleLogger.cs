using System.Globalization;
using System.Text;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport.Internal;

/// <summary>Lines of time, request id, level and message on stdout, from <c>AWS_LAMBDA_LOG_LEVEL</c> (Information) up.</summary>
internal sealed class ConsoleLogger(string requestId) : ILambdaLogger
{
    // The raw stream: Console.Out's encodings would cost start-up time.
    private static readonly Stream Stdout = Console.OpenStandardOutput();
    private static readonly LogLevel Minimum = MinimumLevel(Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_LEVEL"));

    public void Log(string message) => Write(requestId, "info", message);

    public void LogLine(string message) => Write(requestId, "info", message);

    public void Log(string level, string message)
    {
        var known = Enum.TryParse<LogLevel>(level, ignoreCase: true, out var parsed);
        if (!known || parsed >= Minimum)
        {
            Write(requestId, known ? Label(parsed) : level, message);
        }
    }

    internal static void Write(string requestId, string label, string message)
    {
        var time = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        Stdout.Write(Encoding.UTF8.GetBytes($"{time}\t{requestId}\t{label}\t{message}\n"));
        Stdout.Flush();
    }

    private static string Label(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };

    // Lambda's own words are INFO, WARN and FATAL.
    private static LogLevel MinimumLevel(string name) => name?.ToUpperInvariant() switch
    {
        "TRACE" => LogLevel.Trace,
        "DEBUG" => LogLevel.Debug,
        "WARN" or "WARNING" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "FATAL" or "CRITICAL" => LogLevel.Critical,
        _ => LogLevel.Information,
    };
}
