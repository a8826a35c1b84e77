using System.Net;
using Amazon;
using Amazon.EventBridge;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecretsManager;
using Amazon.SimpleSystemsManagement;

namespace Daybreak.HostAgent.Run;

/// <summary>The clients of a run. Credentials, and an endpoint other than AWS, are found by the SDK itself.</summary>
internal sealed class AwsClients : IDisposable
{
    static AwsClients()
    {
        TooManyRequestsHandler.Register();
        ServerDateHandler.Register();
    }

    private AwsClients(
        IAmazonS3 s3, IAmazonSimpleSystemsManagement ssm, IAmazonSecretsManager secrets, IAmazonEventBridge events, RegionEndpoint region)
    {
        S3 = s3;
        Ssm = ssm;
        Secrets = secrets;
        Events = events;
        Region = region;
    }

    /// <summary>S3.</summary>
    public IAmazonS3 S3 { get; }

    /// <summary>Systems Manager.</summary>
    public IAmazonSimpleSystemsManagement Ssm { get; }

    /// <summary>Secrets Manager.</summary>
    public IAmazonSecretsManager Secrets { get; }

    /// <summary>EventBridge.</summary>
    public IAmazonEventBridge Events { get; }

    /// <summary>The region of all of them.</summary>
    public RegionEndpoint Region { get; }

    /// <summary>Creates the clients.</summary>
    /// <exception cref="RunFailedException">There is no region.</exception>
    public static AwsClients Create(RunEnvironment environment)
    {
        try
        {
            var region = environment.Region is { } name ? RegionEndpoint.GetBySystemName(name) : FallbackRegionFactory.GetRegionEndpoint();
            return region is null ? throw new AmazonClientException("No region was found.") : Create(environment, region);
        }
        catch (AmazonClientException e)
        {
            throw RunFailedException.Configuration($"The AWS clients cannot be made: {e.Message.TrimEnd('.')}. Set AWS_REGION.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        S3.Dispose();
        Ssm.Dispose();
        Secrets.Dispose();
        Events.Dispose();
    }

    private static AwsClients Create(RunEnvironment environment, RegionEndpoint region) => new(
        new AmazonS3Client(Configured(new AmazonS3Config { ForcePathStyle = HasNoSubdomains(environment.Endpoint) }, environment, region)),
        new AmazonSimpleSystemsManagementClient(Configured(new AmazonSimpleSystemsManagementConfig(), environment, region)),
        new AmazonSecretsManagerClient(Configured(new AmazonSecretsManagerConfig(), environment, region)),
        new AmazonEventBridgeClient(Configured(new AmazonEventBridgeConfig(), environment, region)),
        region);

    private static T Configured<T>(T config, RunEnvironment environment, RegionEndpoint region)
        where T : ClientConfig
    {
        config.RegionEndpoint = region;
        if (environment.Endpoint is { } endpoint)
        {
            // Given here, too, so that the environment of this run counts and not only that of the process.
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = region.SystemName;
        }

        return config;
    }

    // Buckets in the path: an address, or this machine, has no name below it for a bucket.
    private static bool HasNoSubdomains(Uri? endpoint) =>
        endpoint is not null && (endpoint.IsLoopback || IPAddress.TryParse(endpoint.Host, out _));
}
