using Daybreak.MigrationEngine.Commands;
using Daybreak.MigrationEngine.History;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Resolve;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Daybreak.MigrationEngine.Callbacks;

/// <summary>Runs the SQL files named after an event, ordered by description (flyway-semantics §15).</summary>
internal sealed class CallbackRunner(
    Session session,
    IReadOnlyList<CallbackScript> callbacks,
    ScriptRunner scripts,
    ScriptProcess processes,
    EngineConfiguration configuration,
    ILogger logger)
{
    private readonly Dictionary<string, ScriptExecution> _within = new(StringComparer.Ordinal);

    /// <summary>Whether a file is named after the event.</summary>
    public bool Has(string @event) => callbacks.Any(callback => callback.Event == @event);

    /// <summary>Runs the event's files, each in a transaction of its own.</summary>
    /// <param name="event">The event.</param>
    /// <param name="schema">The default schema, or null while it does not exist.</param>
    /// <param name="cancellationToken">Cancels the running statement.</param>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Error"/>: a callback failed.</exception>
    public async Task RunAsync(string @event, string? schema, CancellationToken cancellationToken)
    {
        foreach (var callback in callbacks.Where(callback => callback.Event == @event))
        {
            Log.ExecutingCallback(logger, Name(callback));
            var script = ScriptSource.Of(callback);
            if (!callback.IsSql)
            {
                await RunProcessAsync(script, cancellationToken).ConfigureAwait(false);
                continue;
            }

            var analysis = await scripts.AnalyseAsync(script, ErrorCode.Error, cancellationToken).ConfigureAwait(false);
            var execution = ScriptExecutions.Decide(script, analysis, configuration);
            await RunAsync(script, execution, schema, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Runs the event's files as part of what the pipeline is in the middle of.</summary>
    /// <param name="event">The event.</param>
    /// <param name="inTransaction">Whether that is a transaction, which a callback must not end.</param>
    /// <param name="pipeline">Where its statements go.</param>
    /// <param name="cancellationToken">Cancels the running statement.</param>
    /// <exception cref="StatementException">A callback failed.</exception>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Error"/>: a callback cannot run in a transaction.</exception>
    public async Task RunWithinAsync(string @event, bool inTransaction, StatementPipeline pipeline, CancellationToken cancellationToken)
    {
        foreach (var callback in callbacks.Where(callback => callback.Event == @event))
        {
            Log.ExecutingCallback(logger, Name(callback));
            if (!callback.IsSql)
            {
                await pipeline.FlushAsync(cancellationToken).ConfigureAwait(false);
                await RunProcessAsync(ScriptSource.Of(callback), cancellationToken).ConfigureAwait(false);
                continue;
            }

            var script = ScriptSource.Of(callback);
            var execution = inTransaction ? await DecideWithinAsync(script, cancellationToken).ConfigureAwait(false) : ScriptExecution.Autocommit;
            if (!inTransaction)
            {
                await pipeline.FlushAsync(cancellationToken).ConfigureAwait(false);
            }

            await scripts.RunAsync(script, execution, pipeline, null, ErrorCode.Error, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ScriptExecution> DecideWithinAsync(ScriptSource script, CancellationToken cancellationToken)
    {
        if (!_within.TryGetValue(script.Path, out var execution))
        {
            var analysis = await scripts.AnalyseAsync(script, ErrorCode.Error, cancellationToken).ConfigureAwait(false);
            execution = ScriptExecutions.DecideWithin(script, analysis);
            _within.Add(script.Path, execution);
        }

        return execution;
    }

    private Task RunProcessAsync(ScriptSource script, CancellationToken cancellationToken)
    {
        if (session.DryRun is not { } dryRun)
        {
            session.NoteChange();
            return processes.RunAsync(script, ErrorCode.Error, cancellationToken);
        }

        dryRun.Comment($"Here migrate runs the script {script.Script}, which is not SQL.");
        return Task.CompletedTask;
    }

    private async Task RunAsync(ScriptSource script, ScriptExecution execution, string? schema, CancellationToken cancellationToken)
    {
        var pipeline = new StatementPipeline(session);
        var inTransaction = execution.IsOneTransaction;
        if (inTransaction)
        {
            pipeline.Add(new NpgsqlBatchCommand(execution.Begin));
        }

        pipeline.Add(session.Prepare(schema));
        try
        {
            if (!inTransaction)
            {
                // VACUUM and its like run in no pipeline with others.
                await pipeline.FlushAsync(cancellationToken).ConfigureAwait(false);
            }

            await scripts.RunAsync(script, execution, pipeline, null, ErrorCode.Error, cancellationToken).ConfigureAwait(false);
            if (execution != ScriptExecution.Autocommit)
            {
                pipeline.Add(new NpgsqlBatchCommand("COMMIT"));
            }

            // What comes next may be the engine's own; in a dry run only the callbacks' statements are of interest.
            foreach (var command in session.DryRun is null ? scripts.TakeBack() : [])
            {
                pipeline.Add(command);
            }

            await pipeline.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is StatementException or MigrationException or OperationCanceledException)
        {
            pipeline.Discard();
            await session.RollBackAsync().ConfigureAwait(false);
            throw e is StatementException failed ? Failure(script, failed) : e;
        }
    }

    /// <summary>The error of a failed callback.</summary>
    private static MigrationException Failure(ScriptSource script, StatementException error) =>
        new(ErrorCode.Error, $"Error while executing callback {script.Script}\n{StatementErrors.Describe(script.Script, error)}", error)
        {
            Place = StatementErrors.PlaceOf(error),
            SqlState = error.Report?.SqlState,
        };

    private static string Name(CallbackScript callback) =>
        callback.Description.Length == 0 ? callback.Event : $"{callback.Event} - {callback.Description}";
}
