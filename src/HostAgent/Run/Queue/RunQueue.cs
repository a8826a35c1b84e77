using Npgsql;

namespace Daybreak.HostAgent.Run.Queue;

/// <summary>
/// At most one running and one waiting migrate per database, on all hosts. The waiting run reads the bucket after it has become the running
/// one, so that whatever asks for a third migrate before that moment is covered by it. Repair and baseline wait, however many they are.
/// </summary>
/// <param name="log">Is told of a wait.</param>
/// <param name="time">Waits.</param>
internal sealed class RunQueue(RunLog log, TimeProvider time)
{
    /// <summary>What a run's connections are called in pg_stat_activity, before the run id.</summary>
    public const string ApplicationNamePrefix = "daybreak ";

    // The server's limit for names.
    private const int LongestApplicationName = 63;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// The id of a run that several hosts do together: where another of them is running, this one has nothing to wait for; null: there are no others.
    /// </summary>
    public string? SharedRunId { get; init; }

    /// <summary>
    /// The id of a run whose event may be delivered twice: while its other delivery runs, this one waits without the waiting place, because it will
    /// not read the bucket when that one succeeds, and so must cover nobody; null: there is one delivery.
    /// </summary>
    public string? RepeatedRunId { get; init; }

    /// <summary>
    /// Waits for the run's turn. A connection that is lost while it waits, with a server that restarts or fails over, is replaced: nothing was done
    /// on it.
    /// </summary>
    /// <param name="command">Only a migrate may be covered: the run that covers it is a migrate, too.</param>
    /// <param name="open">Opens a connection that nothing else uses; the place owns it.</param>
    /// <param name="locksOn">The locks on a connection.</param>
    /// <param name="whenWaiting">Called whenever the run has got the waiting place of its command.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<QueuePlace> EnterAsync(
        DatabaseCommand command,
        Func<CancellationToken, ValueTask<NpgsqlConnection>> open,
        Func<NpgsqlConnection, QueueLocks> locksOn,
        Func<Task> whenWaiting,
        CancellationToken cancellationToken)
    {
        var wait = new QueueWait();
        while (true)
        {
            var connection = await open(cancellationToken);
            try
            {
                var place = await PlaceAsync(command, connection, locksOn(connection), whenWaiting, wait, cancellationToken);
                if (place.CoveredBy is not null)
                {
                    await connection.DisposeAsync();
                }

                return place;
            }
            catch (NpgsqlException e) when (wait.IsOnThisConnection && RunFailure.IsLostConnection(e))
            {
                await connection.DisposeAsync();
                wait.LeavePlace();
                log.Warning($"The connection was lost while the run waited for its turn: {e.Message} It goes back into the queue.");
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        }
    }

    private async Task<QueuePlace> PlaceAsync(
        DatabaseCommand command,
        NpgsqlConnection connection,
        QueueLocks locks,
        Func<Task> whenWaiting,
        QueueWait wait,
        CancellationToken cancellationToken)
    {
        while (!await locks.TryRunAsync(cancellationToken))
        {
            var running = RunId(await locks.RunningAsync(cancellationToken));
            if (IsRun(running, SharedRunId))
            {
                return QueuePlace.Covered(SharedRunId!);
            }

            var isRepeated = IsRun(running, RepeatedRunId);
            if (wait.Place is null && !isRepeated && await locks.TryWaitAsync(command, cancellationToken))
            {
                wait.TakePlace(command);
                await whenWaiting();
            }
            else if (wait.Place is null && command == DatabaseCommand.Migrate
                && await locks.WaitingAsync(command, cancellationToken) is { } holder
                && RunId(holder) is var waiting && !IsRun(waiting, SharedRunId))
            {
                // The turn of another host of this run is that of this one, too; before it has come there is nothing to join. Where the waiting place has
                // just become free it is taken the next time.
                return QueuePlace.Covered(waiting, wait.HadPlace);
            }

            if (!wait.IsTold)
            {
                log.Information($"Waiting for run {running} to end.");
            }

            wait.Go();
            await Task.Delay(PollInterval, time, cancellationToken);
        }

        return QueuePlace.Running(connection, locks, wait);
    }

    private static bool IsRun(string shown, string? runId) => runId is not null
        && shown == runId[..Math.Min(runId.Length, LongestApplicationName - ApplicationNamePrefix.Length)];

    // The session may have just ended, or belong to a role that this one may not look at.
    private static string RunId(string? applicationName) =>
        applicationName is not null && applicationName.StartsWith(ApplicationNamePrefix, StringComparison.Ordinal)
            ? applicationName[ApplicationNamePrefix.Length..]
            : "(unknown)";
}
