using Daybreak.MigrationEngine.Info;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Results;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>The migrate command.</summary>
internal sealed class MigrateCommand
{
    /// <summary>Scripts that are read before it is their turn: as many as the server may be given at once.</summary>
    private const int MostAhead = MigrationsUnderWay.Most;

    private readonly MigrationContext _context;
    private readonly MigrateProgress _progress;
    private readonly MigrationRunner _runner;
    private IReadOnlyList<AppliedMigration> _rows = [];

    public MigrateCommand(MigrationContext context)
    {
        _context = context;
        _progress = new MigrateProgress(context);
        _runner = new MigrationRunner(context, _progress.Begin, _progress.Executed);
    }

    /// <summary>Validates, creates what is missing, and applies what is pending.</summary>
    /// <exception cref="MigrationException">Nothing was applied.</exception>
    /// <exception cref="MigrateException">A migration failed; what was applied before it stays.</exception>
    public async Task<MigrateResult> ExecuteAsync(CancellationToken cancellationToken)
    {
        // Before validation: the row of a non-transactional migration that another engine is running says failed until it is done.
        await _context.AcquireLockAsync(cancellationToken).ConfigureAwait(false);
        EarlyAnalysis.BeginNext(_context, cancellationToken);
        if (_context.Configuration.ValidateOnMigrate)
        {
            await ValidateAsync(cancellationToken).ConfigureAwait(false);
        }

        await new SchemaCreation(_context).PrepareAsync(cancellationToken).ConfigureAwait(false);
        await _context.RunCallbacksAsync("beforeMigrate", cancellationToken).ConfigureAwait(false);
        try
        {
            await ApplyAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException)
        {
            await _context.RunErrorCallbacksAsync("afterMigrateError", cancellationToken).ConfigureAwait(false);
            throw;
        }
        catch (Exception e) when (DatabaseErrors.IsKnown(e))
        {
            throw _progress.Failure(DatabaseErrors.Of(e, _progress.KnownToBeApplied));
        }

        if (_progress.HasApplied)
        {
            await _context.RunCallbacksAsync("afterMigrateApplied", cancellationToken).ConfigureAwait(false);
        }

        await _context.RunCallbacksAsync("afterMigrate", cancellationToken).ConfigureAwait(false);
        await _context.RunCallbacksAsync("afterMigrateOperationFinish", cancellationToken).ConfigureAwait(false);
        return _progress.Result(true);
    }

    /// <summary>What is left of migrate where nothing is pending, missing, or called back: validation and checks, under the lock.</summary>
    /// <exception cref="MigrationException">The validation failed, or the history has a failed row.</exception>
    public MigrateResult Confirm(MigrationInfos infos)
    {
        if (_context.Configuration.ValidateOnMigrate)
        {
            Demand(Validating().Check(infos));
        }

        Accept(infos);
        return _progress.Result(true);
    }

    private async Task ValidateAsync(CancellationToken cancellationToken) =>
        Demand(await Validating().ExecuteAsync(cancellationToken).ConfigureAwait(false));

    // What is pending is about to be applied, so only migrate's own validation overlooks it.
    private ValidateCommand Validating() => new(_context, [.. _context.Configuration.IgnoreMigrationPatterns, IgnoreMigrationPattern.Pending]);

    private static void Demand(ValidateResult result)
    {
        if (!result.ValidationSuccessful)
        {
            throw new MigrationException(ErrorCode.ValidateError, "Validate failed: " + result.ErrorMessage);
        }
    }

    private async Task ApplyAsync(CancellationToken cancellationToken)
    {
        await _context.SettleAsync(cancellationToken).ConfigureAwait(false);
        _rows = await _context.ReadHistoryAsync(cancellationToken).ConfigureAwait(false);
        var infos = _context.Compare(_rows);
        Accept(infos);
        var pending = infos.Pending.Select(info => info.Resolved!).ToList();
        if (_context.Configuration is { Target.Kind: MigrationTargetKind.Next, Group: false })
        {
            // A group takes the repeatables along, whose versions no target limits.
            pending = [.. pending.Take(1)];
        }

        var rank = _rows.Count == 0 ? 1 : _rows[^1].InstalledRank + 1;
        if (_context.Configuration is { Group: true, SkipExecutingMigrations: false } && pending.Count > 0)
        {
            await ApplyGroupAsync(pending, rank, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await ApplyOneByOneAsync(pending, rank, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Accept(MigrationInfos infos)
    {
        _progress.Start(infos);
        RefuseFailed(infos);
    }

    private void RefuseFailed(MigrationInfos infos)
    {
        try
        {
            MigrateChecks.RefuseFailed(infos, _context.DefaultSchema);
        }
        catch (MigrationException e)
        {
            throw _progress.Failure(e);
        }
    }

    private async Task ApplyOneByOneAsync(List<ResolvedMigration> pending, int rank, CancellationToken cancellationToken)
    {
        if (pending.Count > 1)
        {
            // What is to be known of a session between two migrations.
            await _context.Session.LookForEventTriggersAsync(cancellationToken).ConfigureAwait(false);
        }

        var betweenDone = false;
        var begun = new HashSet<ResolvedMigration>(ReferenceEqualityComparer.Instance);
        var waiting = new Queue<ResolvedMigration>(pending);
        while (waiting.TryDequeue(out var file))
        {
            begun.Add(file);
            betweenDone = await BetweenAsync(file, betweenDone, cancellationToken).ConfigureAwait(false);
            try
            {
                rank = await ApplyAsync(file, waiting, rank, cancellationToken).ConfigureAwait(false) + 1;
                if (waiting.Count == 0)
                {
                    await _runner.CompleteAsync(cancellationToken).ConfigureAwait(false);
                }
            }
            catch (MigrationException e) when (e.Code is ErrorCode.FailedVersionedMigration or ErrorCode.FailedRepeatableMigration)
            {
                await FailedAsync(e, cancellationToken).ConfigureAwait(false);
            }

            if (await _context.SettleAsync(cancellationToken).ConfigureAwait(false))
            {
                var now = await PendingNowAsync(cancellationToken).ConfigureAwait(false);
                waiting = new Queue<ResolvedMigration>(now.Where(one => !begun.Contains(one)));
                rank = _rows.Count == 0 ? rank : Math.Max(rank, _rows[^1].InstalledRank + 1);
            }
        }

        if (!betweenDone)
        {
            await _context.RunCallbacksAsync("afterVersioned", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// What is pending after a script that may have changed the history. As with Flyway, rows that were read once count to the end, only those
    /// of a greater rank are new, and a failed one among them ends the run.
    /// </summary>
    private async Task<IEnumerable<ResolvedMigration>> PendingNowAsync(CancellationToken cancellationToken)
    {
        var last = _rows.Count == 0 ? -1 : _rows[^1].InstalledRank;
        var rows = await _context.History.ReadAsync(cancellationToken).ConfigureAwait(false);
        _rows = [.. _rows, .. rows.Where(row => row.InstalledRank > last)];
        var infos = MigrationInfos.Compare(_context.Resolved, _rows, _context.Configuration);
        RefuseFailed(infos);
        return infos.Pending.Select(info => info.Resolved!);
    }

    private async Task<bool> BetweenAsync(ResolvedMigration file, bool done, CancellationToken cancellationToken)
    {
        if (done || !file.IsRepeatable)
        {
            return done;
        }

        await _context.RunCallbacksAsync("afterVersioned", cancellationToken).ConfigureAwait(false);
        await _context.RunCallbacksAsync("beforeRepeatables", cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Applies a migration, which may still be under way afterwards.</summary>
    /// <returns>The rank of its row.</returns>
    private async Task<int> ApplyAsync(ResolvedMigration file, Queue<ResolvedMigration> next, int rank, CancellationToken cancellationToken)
    {
        if (_context.Configuration.SkipExecutingMigrations)
        {
            await _runner.SkipAsync(file, rank, cancellationToken).ConfigureAwait(false);
            _progress.Count(file, 0);
            return rank;
        }

        var execution = await DecideInTurnAsync(file, cancellationToken).ConfigureAwait(false);
        if (!file.Type.IsScript())
        {
            ReadAhead(next, cancellationToken);
        }

        return await _runner.RunAsync(file, execution, rank, cancellationToken).ConfigureAwait(false);
    }

    private void ReadAhead(Queue<ResolvedMigration> next, CancellationToken cancellationToken) => _context.Scripts.ReadAhead(
        [.. next.Take(MostAhead).TakeWhile(file => !file.Type.IsScript()).Select(file => (ScriptSource.Of(file), MigrationFailures.CodeOf(file)))],
        cancellationToken);

    /// <summary>What is wrong with a script, or to be warned of, is told after the outcome of those before it.</summary>
    private async Task<ScriptExecution> DecideInTurnAsync(ResolvedMigration file, CancellationToken cancellationToken)
    {
        try
        {
            return await DecideAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException)
        {
            await _runner.CompleteAsync(cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private async Task ApplyGroupAsync(List<ResolvedMigration> pending, int rank, CancellationToken cancellationToken)
    {
        var executions = new List<ScriptExecution>(pending.Count);
        foreach (var file in pending)
        {
            executions.Add(await DecideAsync(file, cancellationToken).ConfigureAwait(false));
        }

        if (GroupIsPossible(pending, executions))
        {
            await new MigrationGroup(_context, _runner).RunAsync(pending, executions, rank, _progress.Count, cancellationToken).ConfigureAwait(false);
            return;
        }

        var betweenDone = false;
        foreach (var file in pending)
        {
            betweenDone = await BetweenAsync(file, betweenDone, cancellationToken).ConfigureAwait(false);
            rank = await _runner.RunAsync(file, ScriptExecution.Autocommit, rank, cancellationToken).ConfigureAwait(false) + 1;
        }

        if (!betweenDone)
        {
            await _context.RunCallbacksAsync("afterVersioned", cancellationToken).ConfigureAwait(false);
        }
    }

    private bool GroupIsPossible(List<ResolvedMigration> pending, List<ScriptExecution> executions)
    {
        try
        {
            return MigrationGroup.IsPossible(pending, executions, _context.Configuration.Mixed);
        }
        catch (MigrationException e)
        {
            throw _progress.Failure(e);
        }
    }

    private async Task<ScriptExecution> DecideAsync(ResolvedMigration file, CancellationToken cancellationToken)
    {
        var (execution, analysis) = await new ScriptDecisions(_context).DecideAsync(file, cancellationToken).ConfigureAwait(false);
        if (execution == ScriptExecution.WithTransactionStatements)
        {
            await _runner.CompleteAsync(cancellationToken).ConfigureAwait(false);
            _context.Warn(
                $"'{file.Script}' begins or ends transactions itself ({analysis?.FirstBoundary}): it is recorded like a non-transactional migration, and what "
                + "it commits stays if it fails later. Remove its BEGIN and COMMIT, or set transactionStatements=refuse to forbid them.");
        }

        return execution;
    }

    private async Task FailedAsync(MigrationException error, CancellationToken cancellationToken)
    {
        const string Event = "afterEachMigrateError";
        if (!_context.Callbacks.Has(Event))
        {
            throw _progress.Failure(error);
        }

        // Flyway runs the event in the aborted transaction, where it cannot succeed; here it has a transaction of its own.
        await _context.RunErrorCallbacksAsync(Event, cancellationToken).ConfigureAwait(false);
        System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error);
    }
}
