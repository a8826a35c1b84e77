using Daybreak.MigrationEngine.History;
using Daybreak.MigrationEngine.Model;
using Npgsql;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>Runs one migration together with its history row.</summary>
internal sealed class MigrationRunner(MigrationContext context)
{
    /// <summary>Runs a migration in the way its statements and the settings ask for.</summary>
    /// <param name="file">The migration.</param>
    /// <param name="execution">The way.</param>
    /// <param name="installedRank">The rank of its row.</param>
    /// <param name="cancellationToken">Cancels the running statement; the transaction is rolled back.</param>
    /// <returns>Its time in milliseconds, and the rank its row has, which is a later one when the script has taken the next itself.</returns>
    /// <exception cref="MigrationException">It failed.</exception>
    public async Task<(int Milliseconds, int InstalledRank)> RunAsync(
        ResolvedMigration file, ScriptExecution execution, int installedRank, CancellationToken cancellationToken)
    {
        var pipeline = new StatementPipeline(context.Session);
        try
        {
            return execution.IsOneTransaction
                ? await RunInTransactionAsync(file, execution, installedRank, pipeline, cancellationToken).ConfigureAwait(false)
                : await RunByStatementAsync(file, execution, installedRank, pipeline, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is StatementException or MigrationException or OperationCanceledException)
        {
            pipeline.Discard();
            await context.Session.RollBackAsync().ConfigureAwait(false);
            if (e is StatementException { Statement: not null })
            {
                // Flyway runs the event in the aborted transaction, where it cannot succeed; here it has one of its own.
                await context.RunErrorCallbacksAsync($"afterEach{Operation(file)}StatementError", cancellationToken).ConfigureAwait(false);
            }

            throw e is StatementException failed ? MigrationFailures.Of(file, execution, context.DefaultSchema, failed) : e;
        }
    }

    /// <summary>Adds a migration and its row to the transaction the pipeline is in; nothing is committed.</summary>
    /// <exception cref="StatementException">A statement failed.</exception>
    public async Task<(int Milliseconds, int InstalledRank)> RunWithinAsync(
        ResolvedMigration file, ScriptExecution execution, int installedRank, StatementPipeline pipeline, CancellationToken cancellationToken)
    {
        var started = context.Time.GetTimestamp();
        pipeline.Add(context.Session.Prepare(context.PathSchema));
        await RunEachAsync("before", file, true, pipeline, cancellationToken).ConfigureAwait(false);
        await RunStatementsAsync(file, execution, pipeline, cancellationToken).ConfigureAwait(false);
        await RunEachAsync("after", file, true, pipeline, cancellationToken).ConfigureAwait(false);
        var time = Milliseconds(started);
        foreach (var command in TakeBack())
        {
            pipeline.Add(command);
        }

        var rank = await FreeRankAsync(installedRank, pipeline, cancellationToken).ConfigureAwait(false);
        // In a group the transaction began long before; alone its beginning is the migration's, and the server measures best.
        pipeline.Add(context.History.Insert(
            NewHistoryRow.Of(file, rank, context.InstalledBy, context.Configuration.Group ? time : null, true)));
        return (time, rank);
    }

    /// <summary>The rank for the row of a script that has run: scripts may write rows themselves, and theirs come first.</summary>
    private async Task<int> FreeRankAsync(int installedRank, StatementPipeline pipeline, CancellationToken cancellationToken)
    {
        if (!context.Scripts.Effects.HistoryTouched || context.Session.DryRun is not null)
        {
            return installedRank;
        }

        await pipeline.FlushAsync(cancellationToken).ConfigureAwait(false);
        return Math.Max(installedRank, await context.History.NextRankAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Writes the row without running anything (skipExecutingMigrations).</summary>
    public Task SkipAsync(ResolvedMigration file, int installedRank, CancellationToken cancellationToken) => context.Session.ExecuteAsync(
        [context.History.Insert(NewHistoryRow.Of(file, installedRank, context.InstalledBy, 0, true))], cancellationToken);

    private async Task<(int Milliseconds, int InstalledRank)> RunInTransactionAsync(
        ResolvedMigration file,
        ScriptExecution execution,
        int installedRank,
        StatementPipeline pipeline,
        CancellationToken cancellationToken)
    {
        var started = context.Time.GetTimestamp();
        pipeline.Add(new NpgsqlBatchCommand(execution.Begin));
        var (_, rank) = await RunWithinAsync(file, execution, installedRank, pipeline, cancellationToken).ConfigureAwait(false);
        pipeline.Add(new NpgsqlBatchCommand("COMMIT"));
        await pipeline.FlushAsync(cancellationToken).ConfigureAwait(false);
        return (Milliseconds(started), rank);
    }

    /// <summary>
    /// A script that cannot be one transaction: its row says success=false before it starts and true at the end, so that a crash or a failure in
    /// the middle is visible, and repair applies.
    /// </summary>
    private async Task<(int Milliseconds, int InstalledRank)> RunByStatementAsync(
        ResolvedMigration file,
        ScriptExecution execution,
        int installedRank,
        StatementPipeline pipeline,
        CancellationToken cancellationToken)
    {
        var started = context.Time.GetTimestamp();
        await context.Session.ExecuteAsync(
            [context.History.Insert(NewHistoryRow.Of(file, installedRank, context.InstalledBy, 0, false))], cancellationToken).ConfigureAwait(false);
        pipeline.Add(context.Session.Prepare(context.PathSchema));
        await pipeline.FlushAsync(cancellationToken).ConfigureAwait(false);

        await RunEachAsync("before", file, false, pipeline, cancellationToken).ConfigureAwait(false);
        await RunStatementsAsync(file, execution, pipeline, cancellationToken).ConfigureAwait(false);
        await RunEachAsync("after", file, false, pipeline, cancellationToken).ConfigureAwait(false);
        if (execution == ScriptExecution.WithTransactionStatements)
        {
            pipeline.Add(new NpgsqlBatchCommand("COMMIT"));
        }

        await pipeline.FlushAsync(cancellationToken).ConfigureAwait(false);
        var time = Milliseconds(started);
        var (row, rank) = await RowAfterAsync(file, installedRank, time, cancellationToken).ConfigureAwait(false);
        await context.Session.ExecuteAsync([.. TakeBack(), row], cancellationToken).ConfigureAwait(false);
        return (time, rank);
    }

    /// <summary>The row's success; a row that the script itself has deleted is written anew.</summary>
    private async Task<(NpgsqlBatchCommand Row, int InstalledRank)> RowAfterAsync(
        ResolvedMigration file, int installedRank, int time, CancellationToken cancellationToken)
    {
        if (!context.Scripts.Effects.HistoryTouched || context.Session.DryRun is not null)
        {
            return (context.History.MarkSucceeded(installedRank, time), installedRank);
        }

        await context.Session.ExecuteAsync([.. TakeBack()], cancellationToken).ConfigureAwait(false);
        if (await context.History.HasAsync(installedRank, cancellationToken).ConfigureAwait(false))
        {
            return (context.History.MarkSucceeded(installedRank, time), installedRank);
        }

        var rank = Math.Max(installedRank, await context.History.NextRankAsync(cancellationToken).ConfigureAwait(false));
        return (context.History.Insert(NewHistoryRow.Of(file, rank, context.InstalledBy, time, true)), rank);
    }

    /// <summary>What makes the session the engine's again; a script's SET SESSION AUTHORIZATION must not write the row as another user.</summary>
    private IEnumerable<NpgsqlBatchCommand> TakeBack() => context.Scripts.Effects.UserChanged
        ? [new NpgsqlBatchCommand("RESET SESSION AUTHORIZATION"), context.Session.TakeBack()]
        : [context.Session.TakeBack()];

    private async Task RunStatementsAsync(
        ResolvedMigration file, ScriptExecution execution, StatementPipeline pipeline, CancellationToken cancellationToken)
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
        await context.Scripts.RunAsync(script, execution, pipeline, around, code, cancellationToken).ConfigureAwait(false);
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

    private int Milliseconds(long started) => (int)context.Time.GetElapsedTime(started).TotalMilliseconds;
}
