using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SimpleSystemsManagement.Internal;
using Amazon.SimpleSystemsManagement.Model;
using Daybreak.Standins;

namespace Amazon.SimpleSystemsManagement;

/// <summary>The client: credentials, signing, retries and the HTTP pipeline are AWSSDK.Core's.</summary>
public partial class AmazonSimpleSystemsManagementClient : AmazonServiceClient, IAmazonSimpleSystemsManagement
{
    public AmazonSimpleSystemsManagementClient()
        : base(new AmazonSimpleSystemsManagementConfig())
    {
    }

    public AmazonSimpleSystemsManagementClient(RegionEndpoint region)
        : base(new AmazonSimpleSystemsManagementConfig { RegionEndpoint = region })
    {
    }

    public AmazonSimpleSystemsManagementClient(AmazonSimpleSystemsManagementConfig config)
        : base(config)
    {
    }

    public AmazonSimpleSystemsManagementClient(AWSCredentials credentials)
        : this(credentials, new AmazonSimpleSystemsManagementConfig())
    {
    }

    public AmazonSimpleSystemsManagementClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonSimpleSystemsManagementConfig { RegionEndpoint = region })
    {
    }

    public AmazonSimpleSystemsManagementClient(AWSCredentials credentials, AmazonSimpleSystemsManagementConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    protected override IServiceMetadata ServiceMetadata { get; } = new ServiceMetadata(AmazonSimpleSystemsManagementConfig.Service);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonSimpleSystemsManagementConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig)
        => awsCredentials is null
            ? new AmazonSimpleSystemsManagementClient((AmazonSimpleSystemsManagementConfig)clientConfig)
            : new AmazonSimpleSystemsManagementClient(awsCredentials, (AmazonSimpleSystemsManagementConfig)clientConfig);

    public virtual Task<GetCommandInvocationResponse> GetCommandInvocationAsync(
        GetCommandInvocationRequest request, CancellationToken cancellationToken = default)
        => InvokeAsync<GetCommandInvocationResponse>(request, SimpleSystemsManagementProtocol.GetCommandInvocation, cancellationToken);

    public virtual Task<GetParameterResponse> GetParameterAsync(
        GetParameterRequest request, CancellationToken cancellationToken = default)
        => InvokeAsync<GetParameterResponse>(request, SimpleSystemsManagementProtocol.GetParameter, cancellationToken);

    public virtual Task<GetParametersByPathResponse> GetParametersByPathAsync(
        GetParametersByPathRequest request, CancellationToken cancellationToken = default)
        => InvokeAsync<GetParametersByPathResponse>(request, SimpleSystemsManagementProtocol.GetParametersByPath, cancellationToken);

    public virtual Task<ListCommandsResponse> ListCommandsAsync(
        ListCommandsRequest request, CancellationToken cancellationToken = default)
        => InvokeAsync<ListCommandsResponse>(request, SimpleSystemsManagementProtocol.ListCommands, cancellationToken);

    public virtual Task<SendCommandResponse> SendCommandAsync(
        SendCommandRequest request, CancellationToken cancellationToken = default)
        => InvokeAsync<SendCommandResponse>(request, SimpleSystemsManagementProtocol.SendCommand, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new RegionalEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new SigV4AuthHandler());
    }
}
