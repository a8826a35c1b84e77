using Npgsql;

namespace Daybreak.HostAgent.Run.Queue;

/// <summary>
/// At most one running and one waiting migrate per database, on all hosts. The waiting run reads the bucket after it has become the running
/// one, so that whatever asks for a third migrate before that moment is covered by it. Repair and baseline wait, however many they are.
/// </summary>
internal sealed class RunQueue(RunLog log, TimeProvider time)
{
    /// <summary>What a run's connections are called in pg_stat_activity, before the run id.</summary>
    public const string ApplicationNamePrefix = "daybreak ";

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
            if (waitsAs is null && await locks.TryWaitAsync(command, cancellationToken))
            {
                waitsAs = command;
                await whenWaiting();
            }
            else if (waitsAs is null && command == DatabaseCommand.Migrate)
            {
                return QueuePlace.Covered(RunId(await locks.WaitingAsync(command, cancellationToken)));
            }

            if (!waits)
            {
                waits = true;
                log.Information($"Waiting for run {RunId(await locks.RunningAsync(cancellationToken))} to end.");
            }

            await Task.Delay(PollInterval, time, cancellationToken);
        }

        return QueuePlace.Running(connection, locks, waits, waitsAs);
    }

    // The session may have just ended, or belong to a role that this one may not look at.
    private static string RunId(string? applicationName) =>
        applicationName is not null && applicationName.StartsWith(ApplicationNamePrefix, StringComparison.Ordinal)
            ? applicationName[ApplicationNamePrefix.Length..]
            : "(unknown)";
}
