using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.EventBridge.Internal;
using Amazon.EventBridge.Model;
using Daybreak.Standins;

namespace Amazon.EventBridge;

/// <summary>The client: credentials, signing, retries and the HTTP pipeline are AWSSDK.Core's.</summary>
public partial class AmazonEventBridgeClient : AmazonServiceClient, IAmazonEventBridge
{
    public AmazonEventBridgeClient()
        : base(new AmazonEventBridgeConfig())
    {
    }

    public AmazonEventBridgeClient(RegionEndpoint region)
        : base(new AmazonEventBridgeConfig { RegionEndpoint = region })
    {
    }

    public AmazonEventBridgeClient(AmazonEventBridgeConfig config)
        : base(config)
    {
    }

    public AmazonEventBridgeClient(AWSCredentials credentials)
        : this(credentials, new AmazonEventBridgeConfig())
    {
    }

    public AmazonEventBridgeClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonEventBridgeConfig { RegionEndpoint = region })
    {
    }

    public AmazonEventBridgeClient(AWSCredentials credentials, AmazonEventBridgeConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    protected override IServiceMetadata ServiceMetadata { get; } = new ServiceMetadata(AmazonEventBridgeConfig.Service);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonEventBridgeConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig)
        => awsCredentials is null
            ? new AmazonEventBridgeClient((AmazonEventBridgeConfig)clientConfig)
            : new AmazonEventBridgeClient(awsCredentials, (AmazonEventBridgeConfig)clientConfig);

    public virtual Task<PutEventsResponse> PutEventsAsync(
        PutEventsRequest request, CancellationToken cancellationToken = default)
        => InvokeAsync<PutEventsResponse>(request, EventBridgeProtocol.PutEvents, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new RegionalEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new SigV4AuthHandler());
    }
}
