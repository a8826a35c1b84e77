using Daybreak.MigrationEngine.Model;
using Npgsql;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>Runs all pending migrations in one transaction (the <c>group</c> setting).</summary>
internal sealed class MigrationGroup(MigrationContext context, MigrationRunner runner)
{
    /// <summary>Whether migrations can run in one transaction; if not, each runs by itself and statement by statement.</summary>
    /// <exception cref="MigrationException">Some can and some cannot, and <c>mixed</c> does not allow that.</exception>
    public static bool IsPossible(IReadOnlyList<ResolvedMigration> files, List<ScriptExecution> executions, bool mixed)
    {
        var alone = executions.FindIndex(execution => !execution.IsOneTransaction);
        if (alone < 0 || mixed || !executions.Exists(execution => execution.IsOneTransaction))
        {
            return alone < 0;
        }

        throw new MigrationException(
            MigrationFailures.CodeOf(files[alone]),
            "Detected both transactional and non-transactional migrations within the same migration group (even though mixed is false). "
            + $"First offending migration: \"{files[alone].Version} {files[alone].Description}\" [non-transactional]. Set group=false or mixed=true.");
    }

    /// <summary>Runs them; none or all are committed, and only then reported.</summary>
    /// <exception cref="MigrationException">One failed; all were rolled back.</exception>
    public async Task RunAsync(
        IReadOnlyList<ResolvedMigration> pending,
        IReadOnlyList<ScriptExecution> executions,
        int rank,
        Action<ResolvedMigration, int> executed,
        CancellationToken cancellationToken)
    {
        var pipeline = new StatementPipeline(context.Session);
        var times = new List<int>(pending.Count);
        var repeatables = false;
        var next = rank;
        try
        {
            pipeline.Add(new NpgsqlBatchCommand("BEGIN"));
            for (var i = 0; i < pending.Count; i++)
            {
                if (pending[i].IsRepeatable && !repeatables)
                {
                    repeatables = true;
                    await context.Callbacks.RunWithinAsync("afterVersioned", true, pipeline, cancellationToken).ConfigureAwait(false);
                    await context.Callbacks.RunWithinAsync("beforeRepeatables", true, pipeline, cancellationToken).ConfigureAwait(false);
                }

                // The group's own rows count only as long as its scripts leave them there: nobody else has seen them.
                var (time, taken) = await runner.RunWithinAsync(pending[i], executions[i], next, pipeline, cancellationToken, leastRank: rank)
                    .ConfigureAwait(false);
                await pipeline.FlushAsync(cancellationToken).ConfigureAwait(false);
                times.Add(time);
                next = taken + 1;
            }

            if (!repeatables && !pending[0].Type.IsUndo())
            {
                await context.Callbacks.RunWithinAsync("afterVersioned", true, pipeline, cancellationToken).ConfigureAwait(false);
            }

            pipeline.Add(new NpgsqlBatchCommand("COMMIT"));
            await pipeline.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is StatementException or MigrationException or OperationCanceledException)
        {
            pipeline.Discard();
            await context.Session.RollBackAsync().ConfigureAwait(false);
            throw e is StatementException failed ? MigrationFailures.Of(pending[Math.Min(times.Count, pending.Count - 1)], ScriptExecution.InTransaction, context.DefaultSchema, failed) : e;
        }

        for (var i = 0; i < pending.Count; i++)
        {
            executed(pending[i], times[i]);
        }
    }
}
