using Amazon.Runtime;
using Amazon.EventBridge.Model;

namespace Amazon.EventBridge;

/// <summary>The service's operations that are in use.</summary>
public partial interface IAmazonEventBridge : IAmazonService, IDisposable
{
    public Task<PutEventsResponse> PutEventsAsync(
        PutEventsRequest request, CancellationToken cancellationToken = default);
}
