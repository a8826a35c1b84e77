using Microsoft.Extensions.Logging;

namespace Daybreak.HostAgent.CommandLine;

/// <summary>The command line's own log lines.</summary>
internal static partial class CommandLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "The command failed")]
    public static partial void LogFailure(this ILogger logger, Exception error);

    /// <summary>A line whose text and level are made elsewhere.</summary>
    public static void LogNotice(this ILogger logger, Configuration.ConfigurationNotice notice) =>
        logger.Log(notice.Level, default, notice.Text, null, static (text, _) => text);
}
