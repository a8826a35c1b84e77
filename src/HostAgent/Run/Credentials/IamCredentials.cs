using System.Runtime.CompilerServices;
using Amazon;
using Amazon.RDS.Util;
using Daybreak.HostAgent.Run.Settings;

namespace Daybreak.HostAgent.Run.Credentials;

/// <summary>IAM database authentication: a fresh token for each connection.</summary>
internal sealed class IamCredentials(DatabaseSettings settings, RegionEndpoint region) : ICredentialsSource
{
    /// <inheritdoc/>
    public string Remedy =>
        $"Grant rds_iam to the role '{settings.IamUser}', allow rds-db:connect for it to this host's role, "
        + "and give the cluster's own endpoint as 'host' (a token is not valid for a custom name).";

    /// <inheritdoc/>
    public async IAsyncEnumerable<DatabaseCredentials> CandidatesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string token;
        try
        {
            token = await RDSAuthTokenGenerator.GenerateAuthTokenAsync(region, settings.Host, settings.Port, settings.IamUser);
        }
        catch (Exception e) when (AwsFailure.Is(e))
        {
            throw RunFailedException.Configuration(
                $"No token for the role '{settings.IamUser}' could be made: {e.Message.TrimEnd('.')}. "
                + "Give this host an instance profile.",
                e);
        }

        cancellationToken.ThrowIfCancellationRequested();
        yield return new DatabaseCredentials(settings.IamUser!, token);
    }
}
