using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Sql;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>Decides how a script runs (flyway-semantics §7). Pure.</summary>
internal static class ScriptExecutions
{
    /// <summary>The way a script with these statements runs under these settings.</summary>
    /// <exception cref="MigrationException">
    /// <see cref="ErrorCode.Error"/>: both transactional and non-transactional statements without <c>mixed</c>, transaction statements that
    /// <c>transactionStatements=refuse</c> forbids, or a BEGIN with modes in a <c>group</c>.
    /// </exception>
    public static ScriptExecution Decide(ScriptSource script, ScriptAnalysis analysis, EngineConfiguration configuration)
    {
        if (analysis.FirstBoundary is { } at && !configuration.AllowTransactionStatements)
        {
            throw new MigrationException(
                ErrorCode.Error,
                $"'{script.Script}' begins or ends a transaction itself at {at}, which transactionStatements=refuse forbids. Remove the statement: the "
                + "migration runs in a transaction anyway, or set executeInTransaction=false in its .conf file.");
        }

        if (script.Config.ExecuteInTransaction is { } explicitly)
        {
            return explicitly ? Grouped(script, InTransaction(analysis), configuration) : ScriptExecution.Autocommit;
        }

        if (!configuration.ExecuteInTransaction)
        {
            return ScriptExecution.Autocommit;
        }

        if (analysis.FirstNonTransactional is not { } offending)
        {
            return Grouped(script, InTransaction(analysis), configuration);
        }

        return analysis.FirstTransactional is null || configuration.Mixed
            ? ScriptExecution.Autocommit
            : throw new MigrationException(
                ErrorCode.Error,
                "Detected both transactional and non-transactional statements within the same migration (even though mixed is false). "
                + $"Offending statement found in '{script.Script}' at {offending} [non-transactional]. Move it to a migration of its own, or set mixed=true.");
    }

    /// <summary>How a callback runs as part of a migration's transaction.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Error"/>: it would end that transaction, or cannot run in one.</exception>
    public static ScriptExecution DecideWithin(ScriptSource script, ScriptAnalysis analysis)
    {
        var (at, why) = analysis.FirstNonTransactional is { } nonTransactional ? (nonTransactional, "cannot run in a transaction")
            : analysis.Transactions == ScriptTransactions.Own ? (analysis.FirstBoundary, "begins or ends a transaction itself")
            : (default(SourcePosition?), string.Empty);
        return at is null
            ? InTransaction(analysis)
            : throw new MigrationException(
                ErrorCode.Error,
                $"The callback '{script.Script}' is part of the migration's transaction, and its statement at {at} {why}. Move it to beforeMigrate or "
                + "afterMigrate, or set executeInTransaction=false for the migration.");
    }

    /// <summary>Refuses a script migration in a dry run, whose script could not hold what it does.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Error"/>: it is a dry run.</exception>
    public static void RefuseInDryRun(ScriptSource script, bool dryRun)
    {
        if (dryRun)
        {
            throw new MigrationException(
                ErrorCode.Error,
                $"'{script.Script}' is a script migration: what it does cannot be written as SQL. Limit the dry run with target, or migrate up to it first.");
        }
    }

    /// <summary>A group is one transaction, which has begun without the modes that one of its scripts asks for.</summary>
    private static ScriptExecution Grouped(ScriptSource script, ScriptExecution execution, EngineConfiguration configuration) =>
        configuration.Group && execution.Modes != TransactionModes.None
            ? throw new MigrationException(
                ErrorCode.Error,
                $"'{script.Script}' asks for a transaction of its own with '{execution.Begin}', which a group of migrations in one transaction cannot give "
                + "it. Set group=false, or write BEGIN without modes.")
            : execution;

    private static ScriptExecution InTransaction(ScriptAnalysis analysis) => analysis.Transactions switch
    {
        ScriptTransactions.None => ScriptExecution.InTransaction with { LeavesSession = analysis.LeavesSession },
        ScriptTransactions.WholeScript =>
            new ScriptExecution(ScriptExecutionKind.InOwnTransaction, analysis.Modes) { LeavesSession = analysis.LeavesSession },
        _ => ScriptExecution.WithTransactionStatements,
    };
}
