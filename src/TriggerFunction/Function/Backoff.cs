using System.Net;
using Amazon.Runtime;

namespace Daybreak.TriggerFunction.Function;

/// <summary>When a command is tried again, beyond the SDK's own quick retries, and after how long.</summary>
internal static class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>Doubles from 1 s up to 20 s; the jitter, from 0 to 1, takes off up to a half so that callers spread.</summary>
    internal static TimeSpan Delay(int attempt, double jitter)
    {
        var full = First * Math.Pow(2, Math.Min(attempt - 1, 10));
        return (full < Longest ? full : Longest) * (1 - (jitter / 2));
    }

    /// <summary>Throttling, a service in trouble, a network error, and hosts that are not there yet pass; all else does not.</summary>
    internal static bool Passes(Exception error) => error switch
    {
        AmazonServiceException { ErrorCode: "InvalidInstanceId" } => true,
        AmazonServiceException { ErrorCode: { } code } when IsThrottling(code) => true,
        AmazonServiceException service => service.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError,
        NoHostException => true,
        _ => IsOfNetwork(error),
    };

    /// <summary>A connection that could not be made, was cut or fell silent; the SDK gives its reason as it is.</summary>
    internal static bool IsOfNetwork(Exception error) => error is HttpRequestException or IOException or TimeoutException;

    private static bool IsThrottling(string code) => code
        is "ThrottlingException" or "Throttling" or "ThrottledException" or "TooManyRequestsException" or "TooManyUpdates"
        or "RequestLimitExceeded" or "RequestThrottled" or "RequestThrottledException" or "RateExceeded" or "SlowDown";
}
