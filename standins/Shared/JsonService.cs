namespace Daybreak.Standins;

/// <summary>What the wire protocol AWS JSON 1.1 needs to know about a service.</summary>
/// <param name="ServiceId">The id behind <c>AWS_ENDPOINT_URL_*</c> and the user agent, for example <c>Secrets Manager</c>.</param>
/// <param name="EndpointPrefix">The host name's first label and the signing name, for example <c>ssm</c>.</param>
/// <param name="TargetPrefix">What stands before the dot in <c>X-Amz-Target</c>.</param>
/// <param name="RequestName">The name under which AWSSDK.Core traces requests.</param>
/// <param name="ApiVersion">The API version of the service model.</param>
internal sealed record JsonService(string ServiceId, string EndpointPrefix, string TargetPrefix, string RequestName, string ApiVersion)
{
    /// <summary>The ordinary endpoint in GovCloud is the FIPS endpoint, and has no name of its own.</summary>
    internal bool GovCloudIsFips { get; init; }

    /// <summary>The dual stack endpoint is in the partition's ordinary domain.</summary>
    internal bool DualStackInOrdinaryDomain { get; init; }
}
