using Amazon.Runtime;
using Amazon.SecretsManager.Model;

namespace Amazon.SecretsManager;

/// <summary>The service's operations that are in use.</summary>
public partial interface IAmazonSecretsManager : IAmazonService, IDisposable
{
    public Task<GetSecretValueResponse> GetSecretValueAsync(
        GetSecretValueRequest request, CancellationToken cancellationToken = default);
}
