namespace Daybreak.HostAgent.Run.Credentials;

/// <summary>Where the credentials of a connection come from.</summary>
internal interface ICredentialsSource
{
    /// <summary>What to put into the message when the server refuses all candidates.</summary>
    public string Remedy { get; }

    /// <summary>
    /// The credentials to try, in their order. The next ones are asked for only when the server has refused those before,
    /// so that each is as fresh as can be.
    /// </summary>
    /// <exception cref="RunFailedException">There are none, or they cannot be read.</exception>
    public IAsyncEnumerable<DatabaseCredentials> CandidatesAsync(CancellationToken cancellationToken);
}
