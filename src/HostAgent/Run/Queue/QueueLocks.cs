using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Daybreak.HostAgent.Run.Queue;

/// <summary>
/// The session-level advisory locks of a database's queue: the running run's, and a waiting run's for each command. They go with their
/// connection, whatever becomes of the run. Keys of two integers are a space of their own: Flyway's lock, of one big integer, is never
/// among them.
/// </summary>
internal sealed class QueueLocks(NpgsqlConnection connection, string stage, string database)
{
    // objsubid 2 marks a key of two integers; pg_locks shows both as oid, which is unsigned.
    private const string OfKey =
        """
        WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.granted
          AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_catalog)
          AND l.classid::bigint = $1 AND l.objid::bigint = $2
        """;

    // "dayb" in ASCII.
    private const int LockClass = 0x64617962;

    private readonly int _running = Key(stage, database, "running");

    /// <summary>Takes the running run's lock; false when another session holds it.</summary>
    public Task<bool> TryRunAsync(CancellationToken cancellationToken) => TryAsync(_running, cancellationToken);

    /// <summary>Takes the lock of a command's waiting run; false when another session holds it.</summary>
    public Task<bool> TryWaitAsync(DatabaseCommand command, CancellationToken cancellationToken) =>
        TryAsync(WaitingKey(command), cancellationToken);

    /// <summary>Lets the lock of a command's waiting run go.</summary>
    public async Task StopWaitingAsync(DatabaseCommand command, CancellationToken cancellationToken)
    {
        await using var unlock = new NpgsqlCommand("SELECT pg_catalog.pg_advisory_unlock($1, $2)", connection);
        AddKey(unlock, WaitingKey(command));
        await unlock.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The application name of the waiting session, empty when it may not be seen; null when nobody waits.</summary>
    public Task<string?> WaitingAsync(DatabaseCommand command, CancellationToken cancellationToken) =>
        HolderAsync(WaitingKey(command), cancellationToken);

    /// <summary>The application name of the running session, empty when it may not be seen; null when nobody runs.</summary>
    public Task<string?> RunningAsync(CancellationToken cancellationToken) => HolderAsync(_running, cancellationToken);

    /// <summary>
    /// Whether another session holds the waiting place of a command. The place is not touched: who came while it was taken for a try would take this
    /// run for the waiting one.
    /// </summary>
    public async Task<bool> IsWaitedByAnotherAsync(DatabaseCommand command, CancellationToken cancellationToken)
    {
        await using var question = new NpgsqlCommand($"SELECT 1 FROM pg_catalog.pg_locks l {OfKey} AND l.pid <> pg_catalog.pg_backend_pid()", connection);
        AddKey(question, WaitingKey(command));
        return await question.ExecuteScalarAsync(cancellationToken) is not null;
    }

    private async Task<bool> TryAsync(int key, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_catalog.pg_try_advisory_lock($1, $2)", connection);
        AddKey(command, key);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private async Task<string?> HolderAsync(int key, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT coalesce(a.application_name, '') FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a USING (pid) {OfKey}", connection);
        AddKey(command, key);
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    private static void AddKey(NpgsqlCommand command, int key)
    {
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = LockClass });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = key });
    }

    private int WaitingKey(DatabaseCommand command) =>
        Key(stage, database, command == DatabaseCommand.Migrate ? "waiting" : $"waiting {command.Name()}");

    private static int Key(string stage, string database, string role)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{stage}/{database}/{role}"));
        // Not negative, so that the number in pg_locks is the same one.
        return BinaryPrimitives.ReadInt32BigEndian(hash) & int.MaxValue;
    }
}
