using Daybreak.MigrationEngine.History;
using Daybreak.MigrationEngine.Info;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Results;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>The migrate command.</summary>
internal sealed class MigrateCommand(MigrationContext context)
{
    private readonly List<ExecutedMigration> _executed = [];
    private readonly MigrationRunner _runner = new(context);
    private readonly long _started = context.Time.GetTimestamp();
    private MigrationVersion? _initialVersion;
    private MigrationVersion? _version;
    private IReadOnlyList<AppliedMigration> _rows = [];

    /// <summary>Validates, creates what is missing, and applies what is pending.</summary>
    /// <exception cref="MigrationException">Nothing was applied.</exception>
    /// <exception cref="MigrateException">A migration failed; what was applied before it stays.</exception>
    public async Task<MigrateResult> ExecuteAsync(CancellationToken cancellationToken)
    {
        // Before validation: the row of a non-transactional migration that another engine is running says failed until it is done.
        await context.AcquireLockAsync(cancellationToken).ConfigureAwait(false);
        if (context.Configuration.ValidateOnMigrate)
        {
            await ValidateAsync(cancellationToken).ConfigureAwait(false);
        }

        await new SchemaCreation(context).PrepareAsync(cancellationToken).ConfigureAwait(false);
        await context.RunCallbacksAsync("beforeMigrate", cancellationToken).ConfigureAwait(false);
        try
        {
            await ApplyAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException)
        {
            await context.RunErrorCallbacksAsync("afterMigrateError", cancellationToken).ConfigureAwait(false);
            throw;
        }
        catch (Exception e) when (DatabaseErrors.IsKnown(e))
        {
            var last = _executed.Count == 0 ? "Nothing" : $"{_executed.Count} migrations, up to {_executed[^1].FilePath},";
            throw Failure(DatabaseErrors.Of(e, $" {last} had been applied by then."));
        }

        if (_executed.Count > 0)
        {
            await context.RunCallbacksAsync("afterMigrateApplied", cancellationToken).ConfigureAwait(false);
        }

        await context.RunCallbacksAsync("afterMigrate", cancellationToken).ConfigureAwait(false);
        await context.RunCallbacksAsync("afterMigrateOperationFinish", cancellationToken).ConfigureAwait(false);
        return Result(true);
    }

    /// <summary>What is left of migrate where nothing is pending, missing, or called back: validation and checks, under the lock.</summary>
    /// <exception cref="MigrationException">The validation failed, or the history has a failed row.</exception>
    public MigrateResult Confirm(MigrationInfos infos)
    {
        if (context.Configuration.ValidateOnMigrate)
        {
            Demand(Validating().Check(infos));
        }

        Accept(infos);
        return Result(true);
    }

    private async Task ValidateAsync(CancellationToken cancellationToken) =>
        Demand(await Validating().ExecuteAsync(cancellationToken).ConfigureAwait(false));

    // What is pending is about to be applied, so only migrate's own validation overlooks it.
    private ValidateCommand Validating() => new(context, [.. context.Configuration.IgnoreMigrationPatterns, IgnoreMigrationPattern.Pending]);

    private static void Demand(ValidateResult result)
    {
        if (!result.ValidationSuccessful)
        {
            throw new MigrationException(ErrorCode.ValidateError, "Validate failed: " + result.ErrorMessage);
        }
    }

    private async Task ApplyAsync(CancellationToken cancellationToken)
    {
        await context.SettleAsync(cancellationToken).ConfigureAwait(false);
        _rows = await context.ReadHistoryAsync(cancellationToken).ConfigureAwait(false);
        var infos = context.Compare(_rows);
        Accept(infos);
        var pending = infos.Pending.Select(info => info.Resolved!).ToList();
        if (context.Configuration is { Target.Kind: MigrationTargetKind.Next, Group: false })
        {
            // A group takes the repeatables along, whose versions no target limits.
            pending = [.. pending.Take(1)];
        }

        var rank = _rows.Count == 0 ? 1 : _rows[^1].InstalledRank + 1;
        if (context.Configuration is { Group: true, SkipExecutingMigrations: false } && pending.Count > 0)
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
        _initialVersion = infos.Current;
        Announce(infos);
        MigrateChecks.RefuseFailed(infos, context.DefaultSchema);
    }

    private async Task ApplyOneByOneAsync(List<ResolvedMigration> pending, int rank, CancellationToken cancellationToken)
    {
        var betweenDone = false;
        var begun = new HashSet<ResolvedMigration>(ReferenceEqualityComparer.Instance);
        var waiting = new Queue<ResolvedMigration>(pending);
        while (waiting.TryDequeue(out var file))
        {
            begun.Add(file);
            betweenDone = await BetweenAsync(file, betweenDone, cancellationToken).ConfigureAwait(false);
            try
            {
                var next = waiting.TryPeek(out var following) ? following : null;
                var (time, taken) = await ApplyAsync(file, next, rank, cancellationToken).ConfigureAwait(false);
                Executed(file, time);
                rank = taken + 1;
            }
            catch (MigrationException e) when (e.Code is ErrorCode.FailedVersionedMigration or ErrorCode.FailedRepeatableMigration)
            {
                await FailedAsync(e, cancellationToken).ConfigureAwait(false);
            }

            if (await context.SettleAsync(cancellationToken).ConfigureAwait(false) && waiting.Count > 0)
            {
                var now = await PendingNowAsync(cancellationToken).ConfigureAwait(false);
                waiting = new Queue<ResolvedMigration>(now.Where(one => !begun.Contains(one)));
                rank = _rows.Count == 0 ? rank : Math.Max(rank, _rows[^1].InstalledRank + 1);
            }
        }

        if (!betweenDone)
        {
            await context.RunCallbacksAsync("afterVersioned", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// What is pending after a script that may have changed the history. As with Flyway, rows that were read once count to the end, and only those
    /// of a greater rank are new.
    /// </summary>
    private async Task<IEnumerable<ResolvedMigration>> PendingNowAsync(CancellationToken cancellationToken)
    {
        var last = _rows.Count == 0 ? -1 : _rows[^1].InstalledRank;
        var rows = await context.History.ReadAsync(cancellationToken).ConfigureAwait(false);
        _rows = [.. _rows, .. rows.Where(row => row.InstalledRank > last)];
        return MigrationInfos.Compare(context.Resolved, _rows, context.Configuration).Pending.Select(info => info.Resolved!);
    }

    private async Task<bool> BetweenAsync(ResolvedMigration file, bool done, CancellationToken cancellationToken)
    {
        if (done || !file.IsRepeatable)
        {
            return done;
        }

        await context.RunCallbacksAsync("afterVersioned", cancellationToken).ConfigureAwait(false);
        await context.RunCallbacksAsync("beforeRepeatables", cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<(int Milliseconds, int InstalledRank)> ApplyAsync(
        ResolvedMigration file, ResolvedMigration? next, int rank, CancellationToken cancellationToken)
    {
        if (context.Configuration.SkipExecutingMigrations)
        {
            await _runner.SkipAsync(file, rank, cancellationToken).ConfigureAwait(false);
            return (0, rank);
        }

        var execution = await DecideAsync(file, cancellationToken).ConfigureAwait(false);
        if (next is not null && !file.Type.IsScript() && !next.Type.IsScript())
        {
            context.Scripts.ReadAhead(ScriptSource.Of(next), MigrationFailures.CodeOf(next), cancellationToken);
        }

        Log.Migrating(context.Logger, Identifier.Quote(context.DefaultSchema), Describe(file, execution));
        var ran = await _runner.RunAsync(file, execution, rank, cancellationToken).ConfigureAwait(false);
        Log.Migrated(context.Logger, MigrationFailures.Name(file), ran.Milliseconds);
        return ran;
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
            await new MigrationGroup(context, _runner).RunAsync(pending, executions, rank, Executed, cancellationToken).ConfigureAwait(false);
            return;
        }

        var betweenDone = false;
        foreach (var file in pending)
        {
            betweenDone = await BetweenAsync(file, betweenDone, cancellationToken).ConfigureAwait(false);
            var (time, taken) = await _runner.RunAsync(file, ScriptExecution.Autocommit, rank, cancellationToken).ConfigureAwait(false);
            Executed(file, time);
            rank = taken + 1;
        }

        if (!betweenDone)
        {
            await context.RunCallbacksAsync("afterVersioned", cancellationToken).ConfigureAwait(false);
        }
    }

    private bool GroupIsPossible(List<ResolvedMigration> pending, List<ScriptExecution> executions)
    {
        try
        {
            return MigrationGroup.IsPossible(pending, executions, context.Configuration.Mixed);
        }
        catch (MigrationException e)
        {
            throw Failure(e);
        }
    }

    private async Task<ScriptExecution> DecideAsync(ResolvedMigration file, CancellationToken cancellationToken)
    {
        var script = ScriptSource.Of(file);
        if (file.Type.IsScript())
        {
            ScriptExecutions.RefuseInDryRun(script, context.Session.DryRun is not null);
            return ScriptExecution.Autocommit;
        }

        var analysis = await context.Scripts.AnalyseAsync(script, MigrationFailures.CodeOf(file), cancellationToken).ConfigureAwait(false);
        var execution = ScriptExecutions.Decide(script, analysis, context.Configuration);
        if (execution == ScriptExecution.WithTransactionStatements)
        {
            context.Warn(
                $"'{file.Script}' begins or ends transactions itself ({analysis.FirstBoundary}): it is recorded like a non-transactional migration, and what "
                + "it commits stays if it fails later. Remove its BEGIN and COMMIT, or set transactionStatements=refuse to forbid them.");
        }

        return execution;
    }

    private async Task FailedAsync(MigrationException error, CancellationToken cancellationToken)
    {
        const string Event = "afterEachMigrateError";
        if (!context.Callbacks.Has(Event))
        {
            throw Failure(error);
        }

        // Flyway runs the event in the aborted transaction, where it cannot succeed; here it has a transaction of its own.
        await context.RunErrorCallbacksAsync(Event, cancellationToken).ConfigureAwait(false);
        System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error);
    }

    private MigrateException Failure(MigrationException error) =>
        new(error.Code, error.Message, Result(false) with { TargetSchemaVersion = null }, error) { Place = error.Place, SqlState = error.SqlState };

    private void Announce(MigrationInfos infos)
    {
        var schema = Identifier.Quote(context.DefaultSchema);
        Log.CurrentVersion(context.Logger, schema, infos.Current?.DisplayText ?? "<< Empty Schema >>");
        if (infos.LastResolved is { } latest && infos.Current > latest)
        {
            Log.NewerThanFiles(context.Logger, schema, infos.Current!.DisplayText, latest.DisplayText);
        }
    }

    private string Describe(ResolvedMigration file, ScriptExecution execution) =>
        MigrationFailures.Name(file)
        + (file.Version < _initialVersion ? " [out of order]" : string.Empty)
        + (execution == ScriptExecution.Autocommit ? " [non-transactional]" : string.Empty);

    private void Executed(ResolvedMigration file, int time)
    {
        _version = file.Version ?? _version;
        var category = new MigrationInfo(file, null, MigrationState.Pending, false).Category;
        _executed.Add(new ExecutedMigration(category, file.Version?.DisplayText ?? string.Empty, file.Description, file.Type.Name(), file.Path, time));
    }

    private MigrateResult Result(bool success) => new()
    {
        Database = context.Session.Database,
        SchemaName = context.DefaultSchema,
        InitialSchemaVersion = _initialVersion?.DisplayText,
        TargetSchemaVersion = _version?.DisplayText,
        Migrations = [.. _executed],
        Success = success,
        Warnings = [.. context.Session.Warnings],
        TotalTime = context.Time.GetElapsedTime(_started),
    };
}
