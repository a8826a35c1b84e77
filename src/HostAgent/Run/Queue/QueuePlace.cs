using Npgsql;

namespace Daybreak.HostAgent.Run.Queue;

/// <summary>A run's place: it is the running one until this is disposed, or another run covers it.</summary>
internal sealed class QueuePlace : IAsyncDisposable
{
    private readonly NpgsqlConnection? _connection;

    private QueuePlace(NpgsqlConnection? connection, string? coveredBy)
    {
        _connection = connection;
        CoveredBy = coveredBy;
    }

    /// <summary>The place of a command that changes nothing: it does not queue.</summary>
    public static QueuePlace None { get; } = new(null, null);

    /// <summary>The id of the run that covers this one; null when this one is to run.</summary>
    public string? CoveredBy { get; }

    /// <summary>The connection that holds the lock; null when this is not the running one.</summary>
    public NpgsqlConnection? Connection => _connection;

    /// <summary>The running one; its lock is the connection's.</summary>
    public static QueuePlace Running(NpgsqlConnection connection) => new(connection, null);

    /// <summary>Covered by another run.</summary>
    public static QueuePlace Covered(string runId) => new(null, runId);

    /// <summary>Closes the connection, and with it lets the lock go.</summary>
    public ValueTask DisposeAsync() => _connection?.DisposeAsync() ?? ValueTask.CompletedTask;
}
