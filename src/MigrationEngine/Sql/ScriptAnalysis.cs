namespace Daybreak.MigrationEngine.Sql;

/// <summary>What must be known of a whole script before any of it runs: a fold over its statements, begun with <c>default</c>.</summary>
public readonly record struct ScriptAnalysis
{
    private Shape State { get; init; }

    private SourcePosition? Unclosed { get; init; }

    private enum Shape
    {
        Empty,
        NoBoundary,
        Open,
        Closed,
        Own,
    }

    /// <summary>Statements seen.</summary>
    public long Statements { get; init; }

    /// <summary>
    /// The first statement that the server runs inside a transaction block; transaction statements do not count as either.
    /// </summary>
    public SourcePosition? FirstTransactional { get; init; }

    /// <summary>The first statement that the server refuses inside a transaction block.</summary>
    public SourcePosition? FirstNonTransactional { get; init; }

    /// <summary>The first BEGIN, COMMIT, ROLLBACK or PREPARE TRANSACTION.</summary>
    public SourcePosition? FirstBoundary { get; init; }

    /// <summary>
    /// The statement that shows <see cref="ScriptTransactions.Own"/>: what is there that one transaction around all would not have.
    /// </summary>
    public SourcePosition? FirstOffending { get => field ?? (State == Shape.Open ? Unclosed : null); init; }

    /// <summary>The shape of all statements seen.</summary>
    public ScriptTransactions Transactions => State switch
    {
        Shape.Empty or Shape.NoBoundary => ScriptTransactions.None,
        Shape.Closed => ScriptTransactions.WholeScript,
        _ => ScriptTransactions.Own,
    };

    /// <summary>The modes of the BEGIN of <see cref="ScriptTransactions.WholeScript"/>.</summary>
    public TransactionModes Modes { get; init; }

    /// <summary>Whether it holds both kinds (Flyway's <c>mixed</c>).</summary>
    public bool IsMixed => FirstTransactional is not null && FirstNonTransactional is not null;

    /// <summary>Whether the session is known to be the same after all of it: see <see cref="SessionRules"/>.</summary>
    public bool LeavesSession => !ChangesSession;

    private bool ChangesSession { get; init; }

    /// <summary>Reads a script to its end.</summary>
    /// <exception cref="SqlScriptException">The script cannot be read as SQL.</exception>
    public static async ValueTask<ScriptAnalysis> OfAsync(
        SqlScriptReader reader,
        int serverMajorVersion,
        CancellationToken cancellationToken)
    {
        var analysis = default(ScriptAnalysis);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            analysis = analysis.Add(reader.Current.Class, reader.Current.Start, serverMajorVersion);
        }
        return analysis;
    }

    /// <summary>The analysis with one more statement.</summary>
    public ScriptAnalysis Add(StatementClass statement, SourcePosition start, int serverMajorVersion)
    {
        var state = Next(State, statement);
        var boundary = statement.IsTransactionBoundary;
        var nonTransactional = statement.IsNonTransactional(serverMajorVersion);
        return this with
        {
            State = state,
            Statements = Statements + 1,
            ChangesSession = ChangesSession || !(statement.LeavesSession || boundary),
            Modes = State == Shape.Empty ? statement.Modes : Modes,
            Unclosed = state == Shape.Open ? Unclosed ?? start : Unclosed,
            FirstBoundary = FirstBoundary ?? (boundary ? start : null),
            FirstOffending = FirstOffending is { } known && State == Shape.Own ? known : state == Shape.Own ? start : null,
            FirstNonTransactional = FirstNonTransactional ?? (nonTransactional ? start : null),
            FirstTransactional = FirstTransactional ?? (nonTransactional || boundary ? null : start),
        };
    }

    private static Shape Next(Shape state, StatementClass statement) => state switch
    {
        // A transaction that is READ ONLY has no place for the history row.
        Shape.Empty when statement.Kind == SqlStatementKind.Begin && !statement.Modes.HasFlag(TransactionModes.ReadOnly) => Shape.Open,
        Shape.Open when statement.Kind == SqlStatementKind.Commit => Shape.Closed,
        Shape.Open when !statement.IsTransactionBoundary => Shape.Open,
        Shape.Empty or Shape.NoBoundary when !statement.IsTransactionBoundary => Shape.NoBoundary,
        _ => Shape.Own,
    };
}
