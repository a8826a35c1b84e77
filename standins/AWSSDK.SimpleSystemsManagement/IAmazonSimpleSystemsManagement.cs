using Amazon.Runtime;
using Amazon.SimpleSystemsManagement.Model;

namespace Amazon.SimpleSystemsManagement;

/// <summary>The service's operations that are in use.</summary>
public partial interface IAmazonSimpleSystemsManagement : IAmazonService, IDisposable
{
    public Task<GetCommandInvocationResponse> GetCommandInvocationAsync(
        GetCommandInvocationRequest request, CancellationToken cancellationToken = default);

    public Task<GetParameterResponse> GetParameterAsync(
        GetParameterRequest request, CancellationToken cancellationToken = default);

    public Task<GetParametersByPathResponse> GetParametersByPathAsync(
        GetParametersByPathRequest request, CancellationToken cancellationToken = default);

    public Task<ListCommandsResponse> ListCommandsAsync(
        ListCommandsRequest request, CancellationToken cancellationToken = default);

    public Task<SendCommandResponse> SendCommandAsync(
        SendCommandRequest request, CancellationToken cancellationToken = default);
}
