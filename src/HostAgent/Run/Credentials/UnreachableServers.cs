using System.Collections.Concurrent;
using Daybreak.HostAgent.Connecting;

namespace Daybreak.HostAgent.Run.Credentials;

/// <summary>
/// The servers that a run has waited for in vain. The databases of a fleet share their server: what one of them has waited counts for all that
/// come after it. Safe for concurrent use.
/// </summary>
internal sealed class UnreachableServers
{
    private readonly ConcurrentDictionary<DatabaseEndpoint, bool> _givenUp = new();

    /// <summary>Whether somebody has waited for this server in vain and nobody has reached it since.</summary>
    public bool Contains(DatabaseEndpoint server) => _givenUp.ContainsKey(server);

    /// <summary>Nobody has to wait for this server any more: whoever comes tries once.</summary>
    public void Add(DatabaseEndpoint server) => _givenUp[server] = true;

    /// <summary>The server was reached: it is waited for again.</summary>
    public void Remove(DatabaseEndpoint server) => _givenUp.TryRemove(server, out _);
}
