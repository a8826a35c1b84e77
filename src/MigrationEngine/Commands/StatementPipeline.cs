using Daybreak.MigrationEngine.History;
using Npgsql;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>
/// Statements on their way to the server, sent together in as few round trips as possible. The server runs them one after the other and stops at
/// the first that fails (PostgreSQL manual 55.2.4, pipelining); the failed one is known by its place in the batch.
/// </summary>
internal sealed class StatementPipeline(Session session)
{
    /// <summary>Bounds of what is held: characters of SQL, and statements.</summary>
    private const int MaximumCharacters = 1 << 18;
    private const int MaximumStatements = 1000;

    private readonly List<NpgsqlBatchCommand> _commands = [];
    private readonly List<SentStatement?> _statements = [];
    private int _characters;

    /// <summary>Adds a command of the engine's own; it is sent by the next flush.</summary>
    public void Add(NpgsqlBatchCommand command)
    {
        if (session.DryRun is { } script)
        {
            script.Statement(command);
            return;
        }

        _commands.Add(command);
        _statements.Add(null);
    }

    /// <summary>Adds a statement of a script; sends when enough is waiting.</summary>
    /// <exception cref="StatementException">A statement failed.</exception>
    public ValueTask AddAsync(SentStatement statement, CancellationToken cancellationToken)
    {
        if (session.DryRun is { } script)
        {
            script.Statement(statement.Text);
            return ValueTask.CompletedTask;
        }

        _commands.Add(new NpgsqlBatchCommand(statement.Text));
        _statements.Add(statement);
        _characters += statement.Text.Length;
        return _characters >= MaximumCharacters || _statements.Count >= MaximumStatements
            ? new ValueTask(FlushAsync(cancellationToken))
            : ValueTask.CompletedTask;
    }

    /// <summary>Sends what is waiting and waits for its end.</summary>
    /// <exception cref="StatementException">A statement failed; those behind it did not run.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_statements.Count == 0)
        {
            return;
        }

        session.NoteChange();
        var batch = new NpgsqlBatch(session.Connection) { Timeout = 0 };
        await using (batch.ConfigureAwait(false))
        {
            _commands.ForEach(batch.BatchCommands.Add);
            try
            {
                await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (NpgsqlException e)
            {
                throw new StatementException(FailedStatement(e), e);
            }
            finally
            {
                Discard();
            }
        }
    }

    /// <summary>Forgets what is waiting.</summary>
    public void Discard()
    {
        _commands.Clear();
        _statements.Clear();
        _characters = 0;
    }

    private SentStatement? FailedStatement(NpgsqlException error)
    {
        var index = error.BatchCommand is { } command ? _commands.IndexOf(command) : -1;
        // A connection that breaks is not blamed on a command: the script's last statement is the closest that is known.
        return index >= 0 ? _statements[index] : _statements.FindLast(statement => statement is not null);
    }
}
