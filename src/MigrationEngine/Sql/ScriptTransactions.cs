namespace Daybreak.MigrationEngine.Sql;

/// <summary>What a script's own transaction statements come to.</summary>
public enum ScriptTransactions
{
    /// <summary>It has none, or savepoints only.</summary>
    None,

    /// <summary>
    /// Its first statement is BEGIN, not READ ONLY, its last COMMIT, with none but savepoints between: the script's one transaction.
    /// </summary>
    WholeScript,

    /// <summary>Anything else: several transactions, a READ ONLY one, a bare COMMIT or ROLLBACK, statements outside of BEGIN … COMMIT.</summary>
    Own,
}
