using Daybreak.MigrationEngine.Sql;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>How a script runs with regard to transactions, and the modes its transaction begins with.</summary>
internal readonly record struct ScriptExecution(ScriptExecutionKind Kind, TransactionModes Modes = TransactionModes.None)
{
    public static ScriptExecution InTransaction { get; } = new(ScriptExecutionKind.InTransaction);

    public static ScriptExecution WithTransactionStatements { get; } = new(ScriptExecutionKind.WithTransactionStatements);

    public static ScriptExecution Autocommit { get; } = new(ScriptExecutionKind.Autocommit);

    /// <summary>Whether the session is known to be the same after the script: see <see cref="SessionRules"/>.</summary>
    public bool LeavesSession { get; init; }

    /// <summary>Whether the script and its history row are one transaction.</summary>
    public bool IsOneTransaction => Kind is ScriptExecutionKind.InTransaction or ScriptExecutionKind.InOwnTransaction;

    /// <summary>The BEGIN of that transaction.</summary>
    public string Begin => TransactionModeSyntax.Begin(Modes);
}
