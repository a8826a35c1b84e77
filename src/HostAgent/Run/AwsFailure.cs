using Amazon.Runtime;

namespace Daybreak.HostAgent.Run;

/// <summary>Failures of AWS clients.</summary>
internal static class AwsFailure
{
    /// <summary>Whether a service refused a call, did not answer after the SDK's retries, or could not be called.</summary>
    public static bool Is(Exception e) => e is AmazonServiceException or AmazonClientException or HttpRequestException;
}
