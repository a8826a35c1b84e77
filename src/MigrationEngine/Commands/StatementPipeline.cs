using Daybreak.MigrationEngine.History;
using Npgsql;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>
/// Statements on their way to the server, sent together in as few round trips as possible. The server runs them one after the other and stops at
/// the first that fails (PostgreSQL manual 55.2.4, pipelining); the failed one is known by its place in the batch.
/// </summary>
internal sealed class StatementPipeline(Session session)
{
    /// <summary>Bounds of what is held of scripts: characters, and statements.</summary>
    private const int MaximumCharacters = 1 << 16;
    private const int MaximumStatements = 250;

    private readonly List<NpgsqlBatchCommand> _commands = [];
    private readonly List<SentStatement?> _statements = [];
    private readonly Queue<(NpgsqlBatchCommand Commit, Action Committed)> _commits = [];
    private int _characters;
    private int _ofScripts;

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

    /// <summary>
    /// Adds the COMMIT of a transaction behind which another one may wait. The server tells its end at once (a Sync follows, PostgreSQL manual
    /// 55.2.4), and goes on even after an error: what is added behind it must itself fail when it must not run.
    /// </summary>
    /// <param name="told">A command with a row, for Npgsql tells of those only while others wait.</param>
    /// <param name="committed">Called when the server has committed, during a flush.</param>
    public void AddCommit(NpgsqlBatchCommand told, Action committed)
    {
        var commit = new NpgsqlBatchCommand("COMMIT");
        told.AppendErrorBarrier = true;
        Add(commit);
        Add(told);
        _commits.Enqueue((commit, committed));
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
        return _characters >= MaximumCharacters || ++_ofScripts >= MaximumStatements
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
                await SendAsync(batch, cancellationToken).ConfigureAwait(false);
            }
            catch (NpgsqlException e)
            {
                throw Failure(e);
            }
            finally
            {
                Discard();
            }
        }
    }

    /// <summary>Sends a batch and tells of each commit as soon as the server has.</summary>
    private async Task SendAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                do
                {
                    TellCommitted();
                }
                while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false));
            }
        }
        finally
        {
            TellCommitted();
        }
    }

    /// <summary>A command has a type once the server has told its end.</summary>
    private void TellCommitted()
    {
        while (_commits.TryPeek(out var first) && first.Commit.StatementType != StatementType.Unknown)
        {
            _commits.Dequeue().Committed();
        }
    }

    /// <summary>Forgets what is waiting.</summary>
    public void Discard()
    {
        _commands.Clear();
        _statements.Clear();
        _commits.Clear();
        _characters = 0;
        _ofScripts = 0;
    }

    /// <summary>Forgets what is waiting behind the last COMMIT.</summary>
    public void DiscardUncommitted()
    {
        var kept = _commands.FindLastIndex(EndsTransaction) + 1;
        _commands.RemoveRange(kept, _commands.Count - kept);
        _statements.RemoveRange(kept, _statements.Count - kept);
    }

    /// <summary>
    /// The first error is the cause. Npgsql puts together those of all transactions: the ones behind a failed one fail because of it.
    /// </summary>
    private Exception Failure(NpgsqlException error) => (error.InnerException as AggregateException)?.InnerExceptions[0] switch
    {
        null => new StatementException(FailedStatement(error), error),
        NpgsqlException first => new StatementException(FailedStatement(first), first),
        var other => other,
    };

    private SentStatement? FailedStatement(NpgsqlException error)
    {
        var index = error.BatchCommand is { } command ? _commands.IndexOf(command) : -1;
        return index >= 0 ? _statements[index] : LastStatement();
    }

    /// <summary>A connection that breaks is not blamed on a command: the last statement of the script under way is the closest that is known.</summary>
    private SentStatement? LastStatement()
    {
        var end = _commits.TryPeek(out var open) ? _commands.IndexOf(open.Commit) : _commands.Count;
        var begin = end == 0 ? 0 : _commands.FindLastIndex(end - 1, EndsTransaction) + 1;
        return _statements[begin..end].FindLast(statement => statement is not null);
    }

    private static bool EndsTransaction(NpgsqlBatchCommand command) => command.AppendErrorBarrier == true;
}
