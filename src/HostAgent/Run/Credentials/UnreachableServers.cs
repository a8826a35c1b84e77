using System.Collections.Concurrent;
using Daybreak.HostAgent.Connecting;
using Npgsql;

namespace Daybreak.HostAgent.Run.Credentials;

/// <summary>
/// The servers that a run has waited for in vain. The databases of a fleet share their server: what one of them has waited counts for all that
/// come after it and would wait as long. Safe for concurrent use.
/// </summary>
/// <param name="time">Tells how long ago a server was tried.</param>
internal sealed class UnreachableServers(TimeProvider time)
{
    private readonly ConcurrentDictionary<(DatabaseEndpoint Server, ConnectRetryPolicy Policy), Attempt> _inVain = new();
    private readonly ConcurrentDictionary<DatabaseEndpoint, long> _reached = new();

    /// <summary>Whether somebody has waited in vain for this server, by this policy, and nobody has reached it since.</summary>
    public bool Contains(DatabaseEndpoint server, ConnectRetryPolicy policy) => LastOf(server, policy) is not null;

    /// <summary>
    /// Why this server, which was waited for in vain, could not be reached of late: a failure counts as long again as it took, so that a thousand
    /// databases do not wait for a thousand time-outs, and is as good as never told where it came at once. Null: the server is to be tried. What a
    /// server answers is never given: it may be about one database or login.
    /// </summary>
    public Exception? FailureOfLate(DatabaseEndpoint server, ConnectRetryPolicy policy) =>
        LastOf(server, policy) is { Failure: not PostgresException } last
        && time.GetElapsedTime(last.Ended) < time.GetElapsedTime(last.Began, last.Ended)
            ? last.Failure
            : null;

    /// <summary>Nobody has to wait any more for this server by this policy: whoever comes tries once at most.</summary>
    /// <param name="server">The server.</param>
    /// <param name="policy">How long it was waited for.</param>
    /// <param name="failure">Why the last attempt failed.</param>
    /// <param name="began">When that began (<see cref="TimeProvider.GetTimestamp"/>).</param>
    public void Add(DatabaseEndpoint server, ConnectRetryPolicy policy, Exception failure, long began) =>
        _inVain[(server, policy)] = new Attempt(failure, began, time.GetTimestamp());

    /// <summary>The server is there: it is waited for again, and attempts that began before count no more.</summary>
    public void Reached(DatabaseEndpoint server) => _reached[server] = time.GetTimestamp();

    private Attempt? LastOf(DatabaseEndpoint server, ConnectRetryPolicy policy) =>
        _inVain.TryGetValue((server, policy), out var last) && (!_reached.TryGetValue(server, out var reached) || reached < last.Began) ? last : null;

    private sealed record Attempt(Exception Failure, long Began, long Ended);
}
