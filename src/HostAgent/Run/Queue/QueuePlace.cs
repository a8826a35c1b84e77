using Npgsql;

namespace Daybreak.HostAgent.Run.Queue;

/// <summary>A run's place: it is the running one until this is disposed, or another run covers it.</summary>
internal sealed class QueuePlace : IAsyncDisposable
{
    private readonly NpgsqlConnection? _connection;
    private readonly QueueLocks? _locks;
    private DatabaseCommand? _waitingAs;

    private QueuePlace(string? coveredBy, NpgsqlConnection? connection = null, QueueLocks? locks = null)
    {
        _connection = connection;
        _locks = locks;
        CoveredBy = coveredBy;
    }

    /// <summary>The place of a command that changes nothing: it does not queue.</summary>
    public static QueuePlace None { get; } = new(null);

    /// <summary>The id of the run that covers this one; null when this one is to run.</summary>
    public string? CoveredBy { get; }

    /// <summary>The connection that holds the lock; null when this is not the running one.</summary>
    public NpgsqlConnection? Connection => _connection;

    /// <summary>Whether another run went first.</summary>
    public bool HasWaited { get; private init; }

    /// <summary>Whether the run has held the waiting place: others may be covered by it, and it has a record that says so.</summary>
    public bool HadWaitingPlace { get; private init; }

    /// <summary>The running one; its locks are the connection's.</summary>
    /// <param name="connection">The place owns it from here on.</param>
    /// <param name="locks">The locks on that connection.</param>
    /// <param name="wait">How the run came to it; of its waiting place it still holds the lock.</param>
    public static QueuePlace Running(NpgsqlConnection connection, QueueLocks locks, QueueWait wait) =>
        new(null, connection, locks) { HasWaited = wait.IsTold, HadWaitingPlace = wait.HadPlace, _waitingAs = wait.Place };

    /// <summary>Covered by another run.</summary>
    /// <param name="runId">The covering run.</param>
    /// <param name="hadWaitingPlace">Whether the run has held the waiting place before.</param>
    public static QueuePlace Covered(string runId, bool hadWaitingPlace = false) => new(runId) { HadWaitingPlace = hadWaitingPlace };

    /// <summary>Lets the waiting place go, where the run still holds one: the next run may wait there.</summary>
    public async Task StopWaitingAsync(CancellationToken cancellationToken)
    {
        if (_waitingAs is { } command)
        {
            _waitingAs = null;
            await _locks!.StopWaitingAsync(command, cancellationToken);
        }
    }

    /// <summary>Whether no other run holds the waiting place of a command.</summary>
    public async Task<bool> IsWaitingPlaceVacantAsync(DatabaseCommand command, CancellationToken cancellationToken) =>
        _locks is not null && !await _locks.IsWaitedByAnotherAsync(command, cancellationToken);

    /// <summary>Closes the connection, and with it lets the locks go.</summary>
    public ValueTask DisposeAsync() => _connection?.DisposeAsync() ?? ValueTask.CompletedTask;
}
