using Microsoft.Extensions.Logging;

namespace Daybreak.LocalCloud.S3;

internal static partial class S3Log
{
    [LoggerMessage(1, LogLevel.Debug, "{Method} {Target} {Status} {RequestId}")]
    public static partial void Answered(ILogger logger, string method, string target, int status, string requestId);

    [LoggerMessage(2, LogLevel.Error, "{Method} {Target} failed, answered 500 InternalError (request {RequestId})")]
    public static partial void Failed(ILogger logger, Exception exception, string method, string target, string requestId);

    [LoggerMessage(3, LogLevel.Warning,
        "The journal '{Path}' ended in an incomplete line of {Bytes} bytes, "
        + "left by a process that was stopped while writing; it was cut off")]
    public static partial void TornLineCut(ILogger logger, string path, long bytes);

    [LoggerMessage(4, LogLevel.Warning, "The blob '{Blob}' is no longer referenced but could not be deleted")]
    public static partial void BlobNotDeleted(ILogger logger, Exception exception, string blob);
}
