using Daybreak.MigrationEngine.History;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Resolve;
using Daybreak.MigrationEngine.Sql;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>Runs the statements of one script. What stands around them (BEGIN, history row, COMMIT) is the caller's.</summary>
internal sealed class ScriptRunner(Session session, ScriptReading reading, EngineConfiguration configuration, ILogger logger)
{
    private const string RolledBack = "It was rolled back.";

    private readonly Queue<(ScriptSource Script, Task<ScriptAnalysis> Analysis)> _ahead = [];
    private EarlyAnalysis? _early;

    /// <summary>What the statements that ran may have done to the engine's own state.</summary>
    public ScriptEffects Effects { get; } = new(configuration.Table);

    /// <summary>
    /// What makes the session the engine's again after scripts: its user, whose SET SESSION AUTHORIZATION must not write the row as another one, and for
    /// the statements sent with it the time zone.
    /// </summary>
    /// <param name="mark">See <see cref="Session.TakeBack"/>.</param>
    public IReadOnlyList<NpgsqlBatchCommand> TakeBack(string? mark = null) => Effects.UserChanged
        ? [new NpgsqlBatchCommand("RESET SESSION AUTHORIZATION"), session.TakeBack(mark)]
        : [session.TakeBack(mark)];

    /// <summary>Reads the script once, to know what is in it before anything runs.</summary>
    /// <exception cref="MigrationException">The script cannot be read as SQL, or is not what was compared with the history.</exception>
    public async Task<ScriptAnalysis> AnalyseAsync(ScriptSource script, ErrorCode code, CancellationToken cancellationToken)
    {
        if (_early is { } early && early.Script.IsOfSameFile(script))
        {
            _early = null;
            if (await early.ResultAsync().ConfigureAwait(false) is { } analysis)
            {
                return analysis;
            }
        }

        var reading = _ahead.TryPeek(out var ahead) && ahead.Script == script ? _ahead.Dequeue().Analysis : ReadAsync(script, code, cancellationToken);
        return await reading.ConfigureAwait(false);
    }

    /// <summary>Begins to read the script that will most likely be asked for first, when its text is given.</summary>
    public void AnalyseEarly(ScriptSource script, Task<Stream?> text, CancellationToken cancellationToken)
    {
        _early = new EarlyAnalysis(script, ReadGivenAsync());

        async Task<ScriptAnalysis?> ReadGivenAsync() => await text.ConfigureAwait(false) is { } given
            ? await reading.AnalyseAsync(script, given, ErrorCode.FailedVersionedMigration, ServerMajorVersion, cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <summary>
    /// Begins to read the scripts that come next, in their order, while the server works on those before. What goes wrong is told when it is their
    /// turn.
    /// </summary>
    /// <param name="scripts">The scripts and the codes of errors in them; those that are being read already are not read again.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public void ReadAhead(IReadOnlyList<(ScriptSource Script, ErrorCode Code)> scripts, CancellationToken cancellationToken)
    {
        if (!_ahead.Select(ahead => ahead.Script).SequenceEqual(scripts.Take(_ahead.Count).Select(next => next.Script)))
        {
            _ahead.Clear();
        }

        foreach (var (script, code) in scripts.Skip(_ahead.Count).ToList())
        {
            _ahead.Enqueue((script, Task.Run(() => ReadAsync(script, code, cancellationToken), cancellationToken)));
        }
    }

    /// <summary>Refuses a script that is about to run, could not be rolled back, and is not what was validated.</summary>
    /// <exception cref="MigrationException">It was changed, or cannot be read.</exception>
    public void RefuseChanged(ScriptSource script, ErrorCode code) => reading.RefuseChanged(script, code);

    /// <summary>Runs all statements.</summary>
    /// <param name="script">The script.</param>
    /// <param name="execution">Whether each statement must be sent by itself.</param>
    /// <param name="pipeline">Where statements wait; those left over at the end are the caller's to flush.</param>
    /// <param name="around">Runs callbacks before (true) and after (false) every statement; null when there are none.</param>
    /// <param name="code">The code of an error in the script itself.</param>
    /// <param name="cancellationToken">Cancels the running statement on the server.</param>
    /// <param name="beforeHistory">Called before every statement from the first on that may touch the history; null: nothing is to be done.</param>
    /// <exception cref="StatementException">A statement failed.</exception>
    /// <exception cref="MigrationException">The script cannot be read as SQL, or is not what was validated: what it did is to be rolled back.</exception>
    public async Task RunAsync(
        ScriptSource script,
        ScriptExecution execution,
        StatementPipeline pipeline,
        Func<bool, Task>? around,
        ErrorCode code,
        CancellationToken cancellationToken,
        Func<Task>? beforeHistory = null)
    {
        var singly = !execution.IsOneTransaction || around is not null;
        var transaction = new ScriptTransaction(execution);
        await ReadAsync(
            script, code, execution.IsOneTransaction ? RolledBack : "What it has done stays.", RunOneAsync, cancellationToken).ConfigureAwait(false);
        if (transaction.IsLeftOpen)
        {
            pipeline.Add(new NpgsqlBatchCommand("COMMIT"));
        }

        async ValueTask RunOneAsync(SqlScriptReader reader, SqlStatement statement)
        {
            if (transaction.LeavesOut(statement.Class))
            {
                return;
            }

            if (transaction.IsUnforeseen(statement.Class))
            {
                throw ScriptReading.Changed(script, $"it begins or ends a transaction at {statement.Start} now", RolledBack, code);
            }

            if (transaction.BeginsBefore(statement.Class))
            {
                pipeline.Add(new NpgsqlBatchCommand("BEGIN"));
            }

            if (around is not null)
            {
                await around(true).ConfigureAwait(false);
            }

            var sent = SentStatement.Of(script.Path, statement);
            Log.Statement(logger, sent.Text);
            Effects.Note(sent.Text);
            if (Effects.HistoryTouched && beforeHistory is not null)
            {
                await beforeHistory().ConfigureAwait(false);
            }

            if (statement.Kind == SqlStatementKind.CopyFromStdin)
            {
                session.NoteChange();
                await pipeline.FlushAsync(cancellationToken).ConfigureAwait(false);
                await CopyAsync(reader, sent.WithoutLeadingComments(), cancellationToken).ConfigureAwait(false);
            }
            else if (ShowsRows(statement.Kind))
            {
                session.NoteChange();
                await pipeline.FlushAsync(cancellationToken).ConfigureAwait(false);
                await QueryAsync(sent, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await pipeline.AddAsync(sent, cancellationToken).ConfigureAwait(false);
                if (singly)
                {
                    await pipeline.FlushAsync(cancellationToken).ConfigureAwait(false);
                }
            }

            transaction.Ran(statement.Class);
            if (around is not null)
            {
                await around(false).ConfigureAwait(false);
            }
        }
    }

    private int ServerMajorVersion => session.Facts.ServerVersion / 10000;

    private Task<ScriptAnalysis> ReadAsync(ScriptSource script, ErrorCode code, CancellationToken cancellationToken) =>
        reading.AnalyseAsync(script, code, ServerMajorVersion, cancellationToken);

    private async Task ReadAsync(
        ScriptSource script, ErrorCode code, string outcomeIfChanged, Func<SqlScriptReader, SqlStatement, ValueTask> use, CancellationToken cancellationToken)
    {
        var (reader, stream) = reading.Open(script);
        await using (stream.ConfigureAwait(false))
        {
            using (reader)
            {
                try
                {
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    {
                        await use(reader, reader.Current).ConfigureAwait(false);
                    }

                    ScriptReading.RefuseChanged(script, stream, outcomeIfChanged, code);
                }
                catch (SqlScriptException e)
                {
                    throw ScriptErrors.Of(e, script.Path, code);
                }
            }
        }
    }

    /// <summary>Sends COPY data as it stands in the file (PostgreSQL manual 55.2.7).</summary>
    private async Task CopyAsync(SqlScriptReader reader, SentStatement sent, CancellationToken cancellationToken)
    {
        if (session.DryRun is { } script)
        {
            script.Statement(sent.Text);
            await CopyAsync(
                reader,
                data =>
                {
                    script.CopyData(data.Span);
                    return ValueTask.CompletedTask;
                },
                cancellationToken).ConfigureAwait(false);
            script.EndOfCopyData();
            return;
        }

        try
        {
            var writer = (NpgsqlCopyTextWriter)await session.Connection.BeginTextImportAsync(sent.Text, cancellationToken).ConfigureAwait(false);
            await using (writer.ConfigureAwait(false))
            {
                try
                {
                    await CopyAsync(reader, data => writer.BaseStream.WriteAsync(data, cancellationToken), cancellationToken).ConfigureAwait(false);
                }
                catch (Exception e) when (e is not NpgsqlException)
                {
                    // To dispose of it would end the data, and a part of them would stay where the script commits statement by statement.
                    await CancelAsync(writer).ConfigureAwait(false);
                    throw;
                }
            }
        }
        catch (NpgsqlException e)
        {
            throw new StatementException(sent, e);
        }
    }

    private static async Task CancelAsync(NpgsqlCopyTextWriter copy)
    {
        try
        {
            await copy.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or IOException)
        {
            // The connection is gone, and the copy with it.
        }
    }

    private static async Task CopyAsync(
        SqlScriptReader reader, Func<ReadOnlyMemory<byte>, ValueTask> use, CancellationToken cancellationToken)
    {
        for (var data = await reader.ReadCopyDataAsync(cancellationToken).ConfigureAwait(false);
             !data.IsEmpty;
             data = await reader.ReadCopyDataAsync(cancellationToken).ConfigureAwait(false))
        {
            await use(data).ConfigureAwait(false);
        }
    }

    private bool ShowsRows(SqlStatementKind kind) =>
        session.DryRun is null && configuration.OutputQueryResults && kind is SqlStatementKind.Query or SqlStatementKind.Call && logger.IsEnabled(LogLevel.Information);

    private async Task QueryAsync(SentStatement sent, CancellationToken cancellationToken)
    {
        // Every value as the text that psql would show: a migration may select any type there is.
        var command = new NpgsqlCommand(sent.Text, session.Connection) { CommandTimeout = 0, AllResultTypesAreUnknown = true };
        await using (command.ConfigureAwait(false))
        {
            try
            {
                var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    if (reader.FieldCount > 0)
                    {
                        Log.QueryResult(logger, await QueryResultTable.ReadAsync(reader, cancellationToken).ConfigureAwait(false));
                    }
                }
            }
            catch (NpgsqlException e)
            {
                throw new StatementException(sent, e);
            }
        }
    }
}
