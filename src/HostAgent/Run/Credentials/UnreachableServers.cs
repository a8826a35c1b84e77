using System.Collections.Concurrent;
using Daybreak.HostAgent.Connecting;
using Npgsql;

namespace Daybreak.HostAgent.Run.Credentials;

/// <summary>
/// The servers that a run has waited for in vain. The databases of a fleet share their server: what one of them has waited counts for all that
/// come after it. Safe for concurrent use.
/// </summary>
/// <param name="time">Tells how long ago a server was tried.</param>
internal sealed class UnreachableServers(TimeProvider time)
{
    /// <summary>How long the failure of one database counts for the others: an attempt itself may take as long where nothing answers.</summary>
    public static readonly TimeSpan FailureCounts = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<DatabaseEndpoint, (Exception Failure, long At)> _givenUp = new();

    /// <summary>Whether somebody has waited for this server in vain and nobody has reached it since.</summary>
    public bool Contains(DatabaseEndpoint server) => _givenUp.ContainsKey(server);

    /// <summary>
    /// Why this server, which was waited for in vain, could not be reached a moment ago; null: it is to be tried. What a server answers is never
    /// given: it may be about one database or login, and an answer takes no time.
    /// </summary>
    public Exception? FailureOfLate(DatabaseEndpoint server) =>
        _givenUp.TryGetValue(server, out var last) && last.Failure is not PostgresException && time.GetElapsedTime(last.At) < FailureCounts
            ? last.Failure
            : null;

    /// <summary>Nobody has to wait for this server any more: whoever comes tries once, unless it has failed a moment ago.</summary>
    public void Add(DatabaseEndpoint server, Exception failure) => _givenUp[server] = (failure, time.GetTimestamp());

    /// <summary>The server was reached: it is waited for again.</summary>
    public void Remove(DatabaseEndpoint server) => _givenUp.TryRemove(server, out _);
}
