using System.Globalization;
using Daybreak.MigrationEngine.Model;
using Npgsql;

namespace Daybreak.MigrationEngine.History;

/// <summary>
/// The INSERT of a history row as a statement the session has prepared (PostgreSQL manual: PREPARE), which spares the server its parsing and
/// planning. It also guards the order of transactions that follow each other without waiting: see <see cref="Session.Mark"/>.
/// </summary>
/// <param name="table">The quoted name of the history table.</param>
internal sealed class PreparedHistoryRow(string table)
{
    private const string Name = "daybreak_history_row";

    private bool _isPrepared;

    /// <summary>What writes the row, and before the first one prepares it.</summary>
    /// <param name="row">A row whose execution time the server measures, and whose migration succeeded.</param>
    /// <param name="after">The mark of the transaction before; without it, the statement fails.</param>
    /// <param name="mark">The mark of this transaction.</param>
    public IEnumerable<NpgsqlBatchCommand> Insert(NewHistoryRow row, string after, string mark)
    {
        if (!_isPrepared)
        {
            _isPrepared = true;
            yield return new NpgsqlBatchCommand(Prepare());
        }

        yield return new NpgsqlBatchCommand(Execute(row, after, mark));
    }

    private string Prepare() =>
        $"""
        PREPARE {Name} (int4, varchar, varchar, varchar, varchar, int4, varchar, text, text) AS {SchemaHistory.InsertInto(table)}
        ($1, $2, $3, $4, $5, $6, $7, {SchemaHistory.MeasuredTime},
        CASE WHEN {Session.Guard("$8")} OPERATOR(pg_catalog.=) 1 THEN pg_catalog.set_config('{Session.Mark}', $9, false) IS NOT NULL END)
        """;

    private static string Execute(NewHistoryRow row, string after, string mark) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        EXECUTE {Name} ({row.InstalledRank}, {Literal(row.Version)}, {Literal(HistoryColumns.Description(row.Description))},
        {Literal(row.Type.Name())}, {Literal(HistoryColumns.Script(row.Script))}, {row.Checksum?.ToString(CultureInfo.InvariantCulture) ?? "NULL"},
        {Literal(row.InstalledBy)}, {Literal(after)}, {Literal(mark)})
        """);

    private static string Literal(string? text) => text is null ? "NULL" : Identifier.Literal(text);
}
