using Amazon.Runtime;

namespace Daybreak.HostAgent.Run;

/// <summary>Failures of AWS clients.</summary>
internal static class AwsFailure
{
    /// <summary>
    /// Whether a service refused a call, did not answer after the SDK's retries, or could not be called. Of a connection that was cut or fell silent
    /// the SDK gives the reason as it is: an <see cref="IOException"/> or a <see cref="TimeoutException"/>.
    /// </summary>
    public static bool Is(Exception e) =>
        e is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TimeoutException;
}
