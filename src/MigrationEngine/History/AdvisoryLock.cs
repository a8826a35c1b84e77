using Daybreak.MigrationEngine.Model;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Daybreak.MigrationEngine.History;

/// <summary>
/// Flyway's lock, held by the session and polled outside any transaction, so that CREATE INDEX CONCURRENTLY can run while it is held
/// (PostgreSQL manual 9.28.10). It goes when the connection goes.
/// </summary>
internal sealed class AdvisoryLock(NpgsqlConnection connection, long key, int retryCount, ILogger logger, TimeProvider time)
{
    /// <summary>Flyway tries once a second; looking more often in between costs nothing and finds a freed lock sooner.</summary>
    private const int PollsPerSecond = 10;

    private const string Take = "pg_try_advisory_lock";

    private bool _held;

    /// <summary>Whether the session has it.</summary>
    public bool IsHeld => _held;

    /// <summary>Waits for the lock; does nothing when it is held already.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.LockNotAcquired"/>: not free within <c>lockRetryCount</c> seconds.</exception>
    public async Task AcquireAsync(CancellationToken cancellationToken)
    {
        var polls = 0L;
        while (!_held)
        {
            _held = await CallAsync(Take, cancellationToken).ConfigureAwait(false);
            if (_held)
            {
                return;
            }

            if (polls == 0)
            {
                Log.WaitingForLock(logger, key);
            }

            if (retryCount >= 0 && polls >= ((long)retryCount + 1) * PollsPerSecond)
            {
                throw new MigrationException(
                    ErrorCode.LockNotAcquired,
                    "Number of retries exceeded while attempting to acquire PostgreSQL advisory lock. Another migration is running on this database "
                    + $"(lock key {key} in pg_locks). Wait for it to end, or configure the number of retries with 'lockRetryCount' (now {retryCount}).");
            }

            polls++;
            await Task.Delay(TimeSpan.FromSeconds(1.0 / PollsPerSecond), time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes the lock if it is free; says whether it is held now.</summary>
    public async Task<bool> TryAcquireAsync(CancellationToken cancellationToken) =>
        _held = _held || await CallAsync(Take, cancellationToken).ConfigureAwait(false);

    /// <summary>What takes the lock if it is free, as part of a batch: its answer goes to <see cref="NoteAnswer"/>. Not to be sent while it is held.</summary>
    public NpgsqlBatchCommand TryAcquire()
    {
        var command = new NpgsqlBatchCommand(Call(Take));
        command.Parameters.Add(Key());
        return command;
    }

    /// <summary>Notes the answer to <see cref="TryAcquire"/>: whether the lock is held now.</summary>
    public void NoteAnswer(bool held) => _held = held;

    /// <summary>Forgets the lock, because a script made the session give up all its locks (DISCARD ALL, pg_advisory_unlock_all).</summary>
    public void WasLost() => _held = false;

    /// <summary>Gives the lock back; does nothing when it is not held or the connection is gone.</summary>
    public async Task ReleaseAsync()
    {
        if (_held && connection.State == System.Data.ConnectionState.Open)
        {
            _held = false;
            // Not cancellable: a run that was cancelled must give the lock back too.
            await CallAsync("pg_advisory_unlock", CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task<bool> CallAsync(string function, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(Call(function), connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(Key());
            return (bool)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
        }
    }

    private static string Call(string function) => $"SELECT pg_catalog.{function}($1)";

    private NpgsqlParameter<long> Key() => new() { TypedValue = key };
}
