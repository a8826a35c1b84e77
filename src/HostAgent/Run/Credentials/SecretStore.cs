using System.Collections.Concurrent;
using Amazon.SecretsManager;

namespace Daybreak.HostAgent.Run.Credentials;

/// <summary>The secrets of a run: databases with one secret share what was read of it.</summary>
internal sealed class SecretStore(IAmazonSecretsManager secrets)
{
    private readonly ConcurrentDictionary<string, SecretCredentials> _known = new(StringComparer.Ordinal);

    /// <summary>The credentials in a secret.</summary>
    public SecretCredentials Of(string arn) => _known.GetOrAdd(arn, name => new SecretCredentials(secrets, name));
}
