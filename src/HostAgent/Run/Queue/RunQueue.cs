using Npgsql;

namespace Daybreak.HostAgent.Run.Queue;

/// <summary>
/// At most one running and one waiting migrate per database, on all hosts. The waiting run reads the bucket after it has become the running
/// one, so that whatever asks for a third migrate before that moment is covered by it. Repair and baseline wait, however many they are.
/// </summary>
/// <param name="log">Is told of a wait.</param>
/// <param name="time">Waits.</param>
/// <param name="sharedRunId">
/// The id of a run that several hosts do together: where another of them is running, this one has nothing to wait for; null: there are no others.
/// </param>
internal sealed class RunQueue(RunLog log, TimeProvider time, string? sharedRunId = null)
{
    /// <summary>What a run's connections are called in pg_stat_activity, before the run id.</summary>
    public const string ApplicationNamePrefix = "daybreak ";

    // The server's limit for names.
    private const int LongestApplicationName = 63;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits for the run's turn. The place owns the connection from here on.</summary>
    /// <param name="command">Only a migrate may be covered: the run that covers it is a migrate, too.</param>
    /// <param name="connection">An open connection that nothing else uses.</param>
    /// <param name="locks">The locks on that connection.</param>
    /// <param name="whenWaiting">Called once, when the run has got the waiting place of its command.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<QueuePlace> EnterAsync(
        DatabaseCommand command, NpgsqlConnection connection, QueueLocks locks, Func<Task> whenWaiting, CancellationToken cancellationToken)
    {
        try
        {
            var place = await PlaceAsync(command, connection, locks, whenWaiting, cancellationToken);
            if (place.CoveredBy is not null)
            {
                await connection.DisposeAsync();
            }

            return place;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task<QueuePlace> PlaceAsync(
        DatabaseCommand command, NpgsqlConnection connection, QueueLocks locks, Func<Task> whenWaiting, CancellationToken cancellationToken)
    {
        var (waits, waitsAs) = (false, (DatabaseCommand?)null);
        while (!await locks.TryRunAsync(cancellationToken))
        {
            var running = RunId(await locks.RunningAsync(cancellationToken));
            if (IsShared(running))
            {
                return QueuePlace.Covered(sharedRunId!);
            }

            if (waitsAs is null && await locks.TryWaitAsync(command, cancellationToken))
            {
                waitsAs = command;
                await whenWaiting();
            }
            else if (waitsAs is null && command == DatabaseCommand.Migrate
                && RunId(await locks.WaitingAsync(command, cancellationToken)) is var waiting && !IsShared(waiting))
            {
                // The turn of another host of this run is that of this one, too; before it has come there is nothing to join.
                return QueuePlace.Covered(waiting);
            }

            if (!waits)
            {
                waits = true;
                log.Information($"Waiting for run {running} to end.");
            }

            await Task.Delay(PollInterval, time, cancellationToken);
        }

        return QueuePlace.Running(connection, locks, waits, waitsAs);
    }

    private bool IsShared(string runId) => sharedRunId is not null
        && runId == sharedRunId[..Math.Min(sharedRunId.Length, LongestApplicationName - ApplicationNamePrefix.Length)];

    // The session may have just ended, or belong to a role that this one may not look at.
    private static string RunId(string? applicationName) =>
        applicationName is not null && applicationName.StartsWith(ApplicationNamePrefix, StringComparison.Ordinal)
            ? applicationName[ApplicationNamePrefix.Length..]
            : "(unknown)";
}
