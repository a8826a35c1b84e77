using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Sql;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Daybreak.MigrationEngine.History;

/// <summary>
/// The one connection of a command, with what must be put back for every script: user, search path and time zone. Lock, scripts
/// and history share it, so that a migration and its history row are one transaction.
/// </summary>
internal sealed class Session : IAsyncDisposable
{
    /// <summary>
    /// The setting by which a transaction is known to the one after it (PostgreSQL manual 20.16, customized options): like all settings, an aborted
    /// transaction takes it back.
    /// </summary>
    public const string Mark = "daybreak.migration";

    private readonly ILogger _logger;
    private readonly bool _leaveOpen;

    private Session(NpgsqlConnection connection, DryRunScript? dryRun, ILogger logger, bool leaveOpen)
    {
        Connection = connection;
        _leaveOpen = leaveOpen;
        DryRun = dryRun;
        _logger = logger;
        connection.Notice += OnNotice;
    }

    /// <summary>The open connection.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>Gets the statements instead of the server; null: they are run. Questions are always asked of the server.</summary>
    public DryRunScript? DryRun { get; }

    /// <summary>What was known of it at the start.</summary>
    public SessionFacts Facts { get; private set; } = SessionFacts.Unknown;

    /// <summary>Warnings of the server, in order, and those of the engine.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>
    /// Whether the database may have an event trigger, which may run code at any definition (PostgreSQL manual 40): true until
    /// <see cref="LookForEventTriggersAsync"/> has seen none.
    /// </summary>
    public bool MayHaveEventTriggers { get; private set; } = true;

    /// <summary>Grows with everything that is sent which is not a mere question: what was read before may no longer hold.</summary>
    public long Changes { get; private set; }

    /// <summary>Connects, runs initSql and asks for the facts: the role, search path and time zone that it set are those of the session.</summary>
    /// <param name="connect">Opens the connection.</param>
    /// <param name="initSql">Run right after connecting; null: nothing.</param>
    /// <param name="schemas">Schemas whose existence is of interest, beside the current one; the history is in the first.</param>
    /// <param name="table">The name of the history table.</param>
    /// <param name="dryRun">Gets the statements instead of the server; null: they are run.</param>
    /// <param name="leaveOpen">Whether the connection stays the caller's.</param>
    /// <param name="logger">Gets the server's notices.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="MigrationException"><see cref="ErrorCode.DbConnection"/>: initSql failed; whatever <paramref name="connect"/> throws.</exception>
    public static async Task<Session> OpenAsync(
        Func<CancellationToken, ValueTask<NpgsqlConnection>> connect,
        string? initSql,
        IReadOnlyList<string> schemas,
        string table,
        DryRunScript? dryRun,
        ILogger logger,
        CancellationToken cancellationToken,
        bool leaveOpen = false)
    {
        var session = new Session(await connect(cancellationToken).ConfigureAwait(false), dryRun, logger, leaveOpen);
        try
        {
            if (dryRun is not null)
            {
                // Whatever initSql does, a dry run changes nothing.
                await session.SendAsync([new NpgsqlBatchCommand("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")], cancellationToken)
                    .ConfigureAwait(false);
            }

            if (initSql is not null)
            {
                await session.RunInitSqlAsync(initSql, cancellationToken).ConfigureAwait(false);
            }

            session.Facts = await SessionFacts.ReadAsync(session, schemas, table, cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Whether its time zone is the one it had at the start, as far as the server has told (PostgreSQL manual 55.2.7).</summary>
    public bool HasItsTimeZone => Connection.PostgresParameters.TryGetValue("TimeZone", out var zone) && zone == Facts.TimeZone;

    /// <summary>Notes that a script or a program was run: see <see cref="Changes"/>.</summary>
    public void NoteChange() => Changes++;

    /// <summary>Runs commands in one round trip.</summary>
    public Task ExecuteAsync(IReadOnlyList<NpgsqlBatchCommand> commands, CancellationToken cancellationToken)
    {
        if (DryRun is null)
        {
            return SendAsync(commands, cancellationToken);
        }

        DryRun.Statements(commands);
        return Task.CompletedTask;
    }

    private async Task SendAsync(IReadOnlyList<NpgsqlBatchCommand> commands, CancellationToken cancellationToken)
    {
        NoteChange();
        var batch = new NpgsqlBatch(Connection) { Timeout = 0 };
        await using (batch.ConfigureAwait(false))
        {
            foreach (var command in commands)
            {
                batch.BatchCommands.Add(command);
            }

            await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Runs a statement of the engine's own.</summary>
    public Task ExecuteAsync(string sql, CancellationToken cancellationToken) => ExecuteAsync([new NpgsqlBatchCommand(sql)], cancellationToken);

    /// <summary>The columns of the one row of a query with text parameters; null for NULL.</summary>
    public async Task<IReadOnlyList<object?>> QueryRowAsync(string sql, CancellationToken cancellationToken, params string[] parameters)
    {
        var command = Query(sql, parameters);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                return [.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))];
            }
        }
    }

    /// <summary>The first column of every row of a query with text parameters.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string sql, CancellationToken cancellationToken, params string[] parameters)
    {
        var command = Query(sql, parameters);
        var rows = new List<string>();
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    rows.Add(reader.GetString(0));
                }
            }
        }

        return rows;
    }

    /// <summary>What puts user, role and search path back before a script, so that SET ROLE or SET search_path of the one before does not leak.</summary>
    /// <param name="schema">The default schema; null where it does not exist, and the path stays the original.</param>
    /// <param name="after">
    /// The mark of the transaction that must have been committed right before, whose end is not known yet: without it the command fails. Null: none.
    /// </param>
    public NpgsqlBatchCommand Prepare(string? schema, string? after = null)
    {
        const string Prepare = "SELECT pg_catalog.set_config('role', $1, false), pg_catalog.set_config('search_path', $2, false)";
        var command = new NpgsqlBatchCommand(after is null ? Prepare : $"{Prepare}, {Guard("$3")}");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Facts.User });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = schema is null ? Facts.SearchPath : SearchPathFor(schema, Facts.SearchPath) });
        if (after is not null)
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = after });
        }

        return command;
    }

    /// <summary>1 where the mark is the parameter; an aborted transaction has taken its mark back, and the division is one by zero (22012).</summary>
    public static string Guard(string parameter) =>
        $"1 OPERATOR(pg_catalog./) (pg_catalog.current_setting('{Mark}') OPERATOR(pg_catalog.=) {parameter})::pg_catalog.int4";

    /// <summary>What makes the rest of a transaction the engine's again, whatever role and time zone the script left.</summary>
    /// <param name="mark">What the transaction is known by to the one after it (see <see cref="Prepare"/>); null: nothing.</param>
    public NpgsqlBatchCommand TakeBack(string? mark = null)
    {
        const string TakeBack = "SELECT pg_catalog.set_config('role', $1, false), pg_catalog.set_config('TimeZone', $2, true)";
        var command = new NpgsqlBatchCommand(mark is null ? TakeBack : $"{TakeBack}, pg_catalog.set_config('{Mark}', $3, false)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Facts.User });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Facts.TimeZone });
        if (mark is not null)
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = mark });
        }

        return command;
    }

    /// <summary>Asks for the mark of the last transaction: what costs the server least of all that has a row.</summary>
    public static NpgsqlBatchCommand ShowMark() => new($"SHOW {Mark}");

    /// <summary>Looks for event triggers; what scripts make of them is seen in their statements.</summary>
    public async Task LookForEventTriggersAsync(CancellationToken cancellationToken)
    {
        var enabled = await QueryAsync("SELECT ''::text FROM pg_catalog.pg_event_trigger WHERE evtenabled <> 'D' LIMIT 1", cancellationToken)
            .ConfigureAwait(false);
        MayHaveEventTriggers = enabled.Count > 0;
    }

    /// <summary>Ends a transaction that failed, where the connection still stands; not cancellable, so that a cancelled run rolls back too.</summary>
    public async Task RollBackAsync()
    {
        if (DryRun is null && Connection.State == System.Data.ConnectionState.Open)
        {
            try
            {
                await ExecuteAsync("ROLLBACK", CancellationToken.None).ConfigureAwait(false);
            }
            catch (NpgsqlException)
            {
                // The connection broke meanwhile: the server has rolled back.
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Connection.Notice -= OnNotice;
        if (!_leaveOpen)
        {
            await Connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Flyway's rule: the default schema in front, unless the path is or begins with it already.</summary>
    internal static string SearchPathFor(string schema, string original) =>
        original == schema || original.StartsWith(schema + ",", StringComparison.Ordinal)
            ? original
            : original.Length == 0 ? Identifier.Quote(schema) : $"{Identifier.Quote(schema)},{original}";

    private NpgsqlCommand Query(string sql, string[] parameters)
    {
        var command = new NpgsqlCommand(sql, Connection) { CommandTimeout = 0 };
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = parameter });
        }

        return command;
    }

    private async Task RunInitSqlAsync(string initSql, CancellationToken cancellationToken)
    {
        try
        {
            using var text = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(initSql));
            using var reader = new SqlScriptReader(text);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                await SendAsync([new NpgsqlBatchCommand(reader.Current.Text)], cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is PostgresException or SqlScriptException)
        {
            var report = e as PostgresException;
            throw new MigrationException(
                ErrorCode.DbConnection,
                $"Unable to run initSql: {report?.MessageText ?? e.Message}\nSQL State  : {report?.SqlState ?? "none"}\nSQL        : {initSql}",
                e)
            {
                SqlState = report?.SqlState,
            };
        }
    }

    private void OnNotice(object sender, NpgsqlNoticeEventArgs e)
    {
        var notice = e.Notice;
        if (notice.SqlState == PostgresErrorCodes.NoActiveSqlTransaction)
        {
            // The engine's own ROLLBACK after a script that had no transaction open.
            return;
        }

        if (notice.InvariantSeverity == "WARNING")
        {
            var text = $"DB: {notice.MessageText} (SQL State: {notice.SqlState} - Error Code: 0)";
            Warnings.Add(text);
            Log.ServerWarning(_logger, text);
        }
        else
        {
            Log.ServerNotice(_logger, notice.MessageText);
        }
    }
}
