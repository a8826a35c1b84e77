using Daybreak.MigrationEngine.History;
using Daybreak.MigrationEngine.Model;
using Npgsql;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>
/// Runs migrations, each together with its history row. Those that are one transaction may follow each other to the server without waiting for the
/// client; what is told of them is the same as if each had been sent by itself.
/// </summary>
/// <param name="context">What the command works with.</param>
/// <param name="begins">Called when the server begins with a migration.</param>
/// <param name="executed">Called with its time in milliseconds when it and its row are committed.</param>
internal sealed class MigrationRunner(
    MigrationContext context, Action<ResolvedMigration, ScriptExecution> begins, Action<ResolvedMigration, int> executed)
{
    private readonly StatementPipeline _pipeline = new(context.Session);
    private readonly Queue<(ResolvedMigration File, ScriptExecution Execution)> _underWay = [];
    private readonly NonTransactionalRow _row = new(context);
    private int _sent;
    private int _atOnce = MigrationsUnderWay.Least;
    private bool _sessionIsKept;
    private long _began;
    private int _begun;
    private int _ended;
    private int _lastThatMaySet;

    /// <summary>
    /// Runs a migration in the way its statements and the settings ask for. It may still be under way afterwards: see <see cref="CompleteAsync"/>.
    /// </summary>
    /// <param name="file">The migration.</param>
    /// <param name="execution">The way.</param>
    /// <param name="installedRank">The rank of its row.</param>
    /// <param name="cancellationToken">Cancels the running statement; the transaction is rolled back.</param>
    /// <returns>The rank its row has, which is a later one when the script has taken the next itself.</returns>
    /// <exception cref="MigrationException">It failed, or one before it that was under way.</exception>
    public async Task<int> RunAsync(ResolvedMigration file, ScriptExecution execution, int installedRank, CancellationToken cancellationToken)
    {
        if (!execution.IsOneTransaction)
        {
            await CompleteAsync(cancellationToken).ConfigureAwait(false);
            if (!file.Type.IsScript())
            {
                context.Scripts.RefuseChanged(ScriptSource.Of(file), MigrationFailures.CodeOf(file));
            }
        }

        try
        {
            if (execution.IsOneTransaction)
            {
                return await RunInTransactionAsync(file, execution, installedRank, cancellationToken).ConfigureAwait(false);
            }

            Enqueue(file, execution);
            return await RunByStatementAsync(file, execution, installedRank, cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException e)
        {
            // The script cannot be read; what is under way before it counts nevertheless.
            _pipeline.DiscardUncommitted();
            throw await FailedAsync(await OutcomeAsync(e, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is StatementException or OperationCanceledException)
        {
            throw await FailedAsync(e, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for the end of the migrations under way.</summary>
    /// <exception cref="MigrationException">One of them failed; those behind it were not run.</exception>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _pipeline.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is StatementException or OperationCanceledException)
        {
            throw await FailedAsync(e, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Adds a migration and its row to the transaction the pipeline is in; nothing is committed.</summary>
    /// <param name="file">The migration.</param>
    /// <param name="execution">The way it runs.</param>
    /// <param name="installedRank">The rank of its row.</param>
    /// <param name="pipeline">Gets its statements.</param>
    /// <param name="cancellationToken">Cancels the running statement.</param>
    /// <param name="after">The mark of the transaction before, where that may still be under way.</param>
    /// <param name="mark">The mark of this transaction; null: none waits behind it.</param>
    /// <param name="leastRank">The rank its row may have if the script deletes rows; null: <paramref name="installedRank"/>.</param>
    /// <exception cref="StatementException">A statement failed.</exception>
    public async Task<(int Milliseconds, int InstalledRank)> RunWithinAsync(
        ResolvedMigration file,
        ScriptExecution execution,
        int installedRank,
        StatementPipeline pipeline,
        CancellationToken cancellationToken,
        string? after = null,
        string? mark = null,
        int? leastRank = null)
    {
        var started = context.Time.GetTimestamp();
        pipeline.Add(context.Session.Prepare(context.PathSchema, after));
        await RunEachAsync("before", file, true, pipeline, cancellationToken).ConfigureAwait(false);
        await RunStatementsAsync(file, execution, pipeline, cancellationToken).ConfigureAwait(false);
        await RunEachAsync("after", file, true, pipeline, cancellationToken).ConfigureAwait(false);
        var time = Milliseconds(started);
        foreach (var command in context.Scripts.TakeBack(mark))
        {
            pipeline.Add(command);
        }

        var rank = await FreeRankAsync(installedRank, leastRank ?? installedRank, pipeline, cancellationToken).ConfigureAwait(false);
        // In a group the transaction began long before; alone its beginning is the migration's, and the server measures best.
        pipeline.Add(context.History.Insert(
            NewHistoryRow.Of(file, rank, context.InstalledBy, context.Configuration.Group ? time : null, true)));
        return (time, rank);
    }

    /// <summary>The rank for the row of a script that has run: scripts may write rows themselves, and theirs come first.</summary>
    private async Task<int> FreeRankAsync(int installedRank, int leastRank, StatementPipeline pipeline, CancellationToken cancellationToken)
    {
        if (!context.Scripts.Effects.HistoryTouched || context.Session.DryRun is not null)
        {
            return installedRank;
        }

        await pipeline.FlushAsync(cancellationToken).ConfigureAwait(false);
        return Math.Max(leastRank, await context.History.NextRankAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Writes the row without running anything (skipExecutingMigrations).</summary>
    public Task SkipAsync(ResolvedMigration file, int installedRank, CancellationToken cancellationToken) => context.Session.ExecuteAsync(
        [context.History.Insert(NewHistoryRow.Of(file, installedRank, context.InstalledBy, 0, true))], cancellationToken);

    private async Task<int> RunInTransactionAsync(
        ResolvedMigration file, ScriptExecution execution, int installedRank, CancellationToken cancellationToken)
    {
        var after = _underWay.Count > 0 ? Mark(_sent) : null;
        var mark = context.MayPipeline ? Mark(++_sent) : null;
        Enqueue(file, execution);
        _pipeline.Add(new NpgsqlBatchCommand(execution.Begin));
        var keepsSession = mark is not null && context.LeavesSession(execution);
        var rank = _sessionIsKept && keepsSession && IsTimeZoneKept
            ? await RunDefinitionsAsync(file, execution, installedRank, cancellationToken).ConfigureAwait(false)
            : (await RunWithinAsync(file, execution, installedRank, _pipeline, cancellationToken, after, mark).ConfigureAwait(false)).InstalledRank;
        _sessionIsKept = keepsSession;
        _lastThatMaySet = keepsSession ? _lastThatMaySet : _begun;
        if (mark is null)
        {
            _pipeline.Add(new NpgsqlBatchCommand("COMMIT"));
            await _pipeline.FlushAsync(cancellationToken).ConfigureAwait(false);
            Executed();
            return rank;
        }

        _pipeline.AddCommit(Session.ShowMark(), Executed);
        if (_underWay.Count >= _atOnce || context.Scripts.Effects.Any)
        {
            var started = context.Time.GetTimestamp();
            await _pipeline.FlushAsync(cancellationToken).ConfigureAwait(false);
            _atOnce = MigrationsUnderWay.Next(_atOnce, context.Time.GetElapsedTime(started));
        }

        return rank;
    }

    /// <summary>
    /// Adds a migration to its transaction that leaves the session as it was, behind another one that did: nothing is to be put back, neither for the
    /// script nor for its row.
    /// </summary>
    private async Task<int> RunDefinitionsAsync(
        ResolvedMigration file, ScriptExecution execution, int installedRank, CancellationToken cancellationToken)
    {
        await RunStatementsAsync(file, execution, _pipeline, cancellationToken).ConfigureAwait(false);
        var rank = await FreeRankAsync(installedRank, installedRank, _pipeline, cancellationToken).ConfigureAwait(false);
        var row = NewHistoryRow.Of(file, rank, context.InstalledBy, null, true);
        foreach (var command in context.History.InsertPrepared(row, Mark(_sent - 1), Mark(_sent)))
        {
            _pipeline.Add(command);
        }

        return rank;
    }

    /// <summary>
    /// A script that cannot be one transaction: its row says success=false before it starts and true at the end, so that a crash or a failure in
    /// the middle is visible, and repair applies. One that looks at the history, or writes it, finds no row of its own there, as in Flyway.
    /// </summary>
    private async Task<int> RunByStatementAsync(
        ResolvedMigration file, ScriptExecution execution, int installedRank, CancellationToken cancellationToken)
    {
        (_sessionIsKept, _lastThatMaySet) = (false, _begun);
        await _row.BeginAsync(file, installedRank, cancellationToken).ConfigureAwait(false);
        _pipeline.Add(context.Session.Prepare(context.PathSchema));
        await _pipeline.FlushAsync(cancellationToken).ConfigureAwait(false);

        await RunEachAsync("before", file, false, _pipeline, cancellationToken).ConfigureAwait(false);
        await RunStatementsAsync(file, execution, _pipeline, cancellationToken, () => _row.WithdrawAsync(cancellationToken)).ConfigureAwait(false);
        await RunEachAsync("after", file, false, _pipeline, cancellationToken).ConfigureAwait(false);
        if (execution == ScriptExecution.WithTransactionStatements)
        {
            _pipeline.Add(new NpgsqlBatchCommand("COMMIT"));
        }

        await _pipeline.FlushAsync(cancellationToken).ConfigureAwait(false);
        var rank = await _row.SucceededAsync(file, Milliseconds(_began), cancellationToken).ConfigureAwait(false);
        Executed();
        return rank;
    }

    // A script may set the time zone for those after it, and the server tells of that when it is done. Rows have the zone of the start.
    private bool IsTimeZoneKept => _ended >= _lastThatMaySet && context.Session.HasItsTimeZone;

    private void Enqueue(ResolvedMigration file, ScriptExecution execution)
    {
        _begun++;
        _underWay.Enqueue((file, execution));
        if (_underWay.Count == 1)
        {
            Begin();
        }
    }

    private void Begin()
    {
        _began = context.Time.GetTimestamp();
        var (file, execution) = _underWay.Peek();
        begins(file, execution);
    }

    /// <summary>The first migration under way is committed; the server is at the next one.</summary>
    private void Executed()
    {
        _ended++;
        executed(_underWay.Dequeue().File, Milliseconds(_began));
        if (_underWay.Count > 0)
        {
            Begin();
        }
    }

    /// <summary>What is to be told of a script that cannot be read: its error, unless one of the migrations before it fails.</summary>
    private async Task<Exception> OutcomeAsync(MigrationException error, CancellationToken cancellationToken)
    {
        try
        {
            await _pipeline.FlushAsync(cancellationToken).ConfigureAwait(false);
            return error;
        }
        catch (Exception e) when (e is StatementException or OperationCanceledException)
        {
            return e;
        }
    }

    /// <summary>Rolls the failed migration back; those behind it did not run.</summary>
    private async Task<Exception> FailedAsync(Exception error, CancellationToken cancellationToken)
    {
        _pipeline.Discard();
        if (!_underWay.TryPeek(out var failed))
        {
            // All were committed, and what came behind them failed: the session is at fault and no script.
            return (error as StatementException)?.InnerException ?? error;
        }

        var (file, execution) = failed;
        _underWay.Clear();
        await context.Session.RollBackAsync().ConfigureAwait(false);
        if (!execution.IsOneTransaction)
        {
            await _row.FailedAsync(file, Milliseconds(_began)).ConfigureAwait(false);
        }

        if (error is StatementException { Statement: not null })
        {
            // Flyway runs the event in the aborted transaction, where it cannot succeed; here it has one of its own.
            await context.RunErrorCallbacksAsync($"afterEach{Operation(file)}StatementError", cancellationToken).ConfigureAwait(false);
        }

        return error is StatementException statement ? MigrationFailures.Of(file, execution, context.DefaultSchema, statement) : error;
    }

    private async Task RunStatementsAsync(
        ResolvedMigration file,
        ScriptExecution execution,
        StatementPipeline pipeline,
        CancellationToken cancellationToken,
        Func<Task>? beforeHistory = null)
    {
        var (script, code) = (ScriptSource.Of(file), MigrationFailures.CodeOf(file));
        if (file.Type.IsScript())
        {
            await pipeline.FlushAsync(cancellationToken).ConfigureAwait(false);
            context.Session.NoteChange();
            await context.Processes.RunAsync(script, code, cancellationToken).ConfigureAwait(false);
            return;
        }

        var inTransaction = execution.IsOneTransaction;
        var around = StatementCallbacks(Operation(file), inTransaction, pipeline, cancellationToken);
        await context.Scripts.RunAsync(script, execution, pipeline, around, code, cancellationToken, beforeHistory).ConfigureAwait(false);
    }

    private Func<bool, Task>? StatementCallbacks(
        string operation, bool inTransaction, StatementPipeline pipeline, CancellationToken cancellationToken)
    {
        var (before, after) = ($"beforeEach{operation}Statement", $"afterEach{operation}Statement");
        return context.Callbacks.Has(before) || context.Callbacks.Has(after)
            ? first => context.Callbacks.RunWithinAsync(first ? before : after, inTransaction, pipeline, cancellationToken)
            : null;
    }

    private Task RunEachAsync(
        string moment, ResolvedMigration file, bool inTransaction, StatementPipeline pipeline, CancellationToken cancellationToken) =>
        context.Callbacks.RunWithinAsync($"{moment}Each{Operation(file)}", inTransaction, pipeline, cancellationToken);

    private static string Operation(ResolvedMigration file) => file.Type.IsUndo() ? "Undo" : "Migrate";

    private static string Mark(int ordinal) => ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private int Milliseconds(long started) => (int)context.Time.GetElapsedTime(started).TotalMilliseconds;
}
