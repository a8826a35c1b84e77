using Daybreak.MigrationEngine.Model;
using Npgsql;

namespace Daybreak.MigrationEngine.History;

/// <summary>Flyway's schema history table. Statements that are part of a migration's transaction are handed out as batch commands.</summary>
internal sealed class SchemaHistory(Session session, string schema, string table)
{
    private readonly string _name = Identifier.Quote(schema, table);
    private readonly PreparedHistoryRow _prepared = new(Identifier.Quote(schema, table));
    private readonly List<AppliedMigration> _unwritten = [];
    private bool _createdInDryRun;

    /// <summary>The execution time as the server measures it: from the beginning of the transaction the INSERT is part of, in milliseconds.</summary>
    internal const string MeasuredTime =
        "(extract(epoch FROM pg_catalog.clock_timestamp() - pg_catalog.transaction_timestamp()) * 1000)::pg_catalog.int4";

    /// <summary>The beginning of an INSERT with Flyway's nine columns, up to VALUES: installed_on comes from the column's default.</summary>
    internal static string InsertInto(string table) =>
        $"""
        INSERT INTO {table} ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "execution_time", "success") VALUES
        """;

    /// <summary>Whether the table exists; a view or a partitioned table of its name does not count.</summary>
    public async Task<bool> ExistsAsync(CancellationToken cancellationToken)
    {
        if (_createdInDryRun)
        {
            return true;
        }

        var command = Command(
            """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind = 'r')
            """,
            new NpgsqlParameter<string> { TypedValue = schema },
            new NpgsqlParameter<string> { TypedValue = table });
        await using (command.ConfigureAwait(false))
        {
            return (bool)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
        }
    }

    /// <summary>All rows by rank, with those a dry run has not written. The table must exist.</summary>
    public async Task<IReadOnlyList<AppliedMigration>> ReadAsync(CancellationToken cancellationToken)
    {
        if (_createdInDryRun)
        {
            return [.. _unwritten];
        }

        var command = Command(AllRows);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                return [.. await RowsAsync(reader, cancellationToken).ConfigureAwait(false), .. _unwritten];
            }
        }
    }

    /// <summary>
    /// Takes the lock if it is free and reads all rows, in one round trip. These are transactions of their own, whatever the session's isolation level
    /// is: what is read is as it was after the lock was taken.
    /// </summary>
    /// <returns>The rows by rank; null where the lock is not free, or the table is not what it seemed to be.</returns>
    public async Task<IReadOnlyList<AppliedMigration>?> ReadLockedAsync(AdvisoryLock @lock, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(session.Connection) { Timeout = 0, EnableErrorBarriers = true };
        await using (batch.ConfigureAwait(false))
        {
            batch.BatchCommands.Add(@lock.TryAcquire());
            batch.BatchCommands.Add(new NpgsqlBatchCommand(AllRows));
            try
            {
                var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                    @lock.NoteAnswer(reader.GetBoolean(0));
                    await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                    var rows = await RowsAsync(reader, cancellationToken).ConfigureAwait(false);
                    return @lock.IsHeld ? rows : null;
                }
            }
            catch (PostgresException e) when (e.SqlState
                is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.WrongObjectType)
            {
                return null;
            }
        }
    }

    /// <summary>The rank after the greatest one there is.</summary>
    public async Task<int> NextRankAsync(CancellationToken cancellationToken)
    {
        var command = Command($"SELECT coalesce(max(\"installed_rank\"), 0) + 1 FROM {_name}");
        await using (command.ConfigureAwait(false))
        {
            return (int)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
        }
    }

    /// <summary>Creates the table, with the baseline row when there is one, in one transaction and one round trip.</summary>
    public Task CreateAsync(string? tablespace, NewHistoryRow? baseline, CancellationToken cancellationToken)
    {
        _createdInDryRun = session.DryRun is not null;
        NpgsqlBatchCommand[] row = baseline is null ? [] : [Insert(baseline)];
        return session.ExecuteAsync(
            [
                new NpgsqlBatchCommand("BEGIN"),
                new NpgsqlBatchCommand(SchemaHistoryDdl.CreateTable(schema, table, tablespace)),
                .. row,
                .. SchemaHistoryDdl.CreateIndexes(schema, table, tablespace).Select(statement => new NpgsqlBatchCommand(statement)),
                new NpgsqlBatchCommand("COMMIT"),
            ],
            cancellationToken);
    }

    /// <summary>
    /// The INSERT of a row. An unknown execution time is measured by the server, from the beginning of the transaction the INSERT is part of.
    /// </summary>
    public NpgsqlBatchCommand Insert(NewHistoryRow row)
    {
        if (session.DryRun is not null)
        {
            _unwritten.Add(row.ToApplied());
        }

        var time = row.ExecutionTime is { } known
            ? known.ToString(System.Globalization.CultureInfo.InvariantCulture)
            : MeasuredTime;
        var command = new NpgsqlBatchCommand($"{InsertInto(_name)} ($1, $2, $3, $4, $5, $6, $7, {time}, $8)");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = row.InstalledRank });
        command.Parameters.Add(Text(row.Version));
        command.Parameters.Add(Text(HistoryColumns.Description(row.Description)));
        command.Parameters.Add(Text(row.Type.Name()));
        command.Parameters.Add(Text(HistoryColumns.Script(row.Script)));
        command.Parameters.Add(row.Checksum is { } checksum
            ? new NpgsqlParameter<int> { TypedValue = checksum }
            : new NpgsqlParameter { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Integer, Value = DBNull.Value });
        command.Parameters.Add(Text(row.InstalledBy));
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = row.Success });
        return command;
    }

    /// <summary>See <see cref="PreparedHistoryRow.Insert"/>; role and time zone must be the session's own.</summary>
    public IEnumerable<NpgsqlBatchCommand> InsertPrepared(NewHistoryRow row, string after, string mark) => _prepared.Insert(row, after, mark);

    /// <summary>Marks the row of a non-transactional migration as done.</summary>
    public NpgsqlBatchCommand MarkSucceeded(int installedRank, int executionTime)
    {
        if (_unwritten.FindIndex(row => row.InstalledRank == installedRank) is var at and >= 0)
        {
            _unwritten[at] = _unwritten[at] with { Success = true };
        }

        var command = new NpgsqlBatchCommand($"UPDATE {_name} SET \"success\" = TRUE, \"execution_time\" = $2 WHERE \"installed_rank\" = $1");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = installedRank });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = executionTime });
        return command;
    }

    /// <summary>Repair's UPDATE of a row that differs from its file.</summary>
    public NpgsqlBatchCommand Align(int installedRank, ResolvedMigration file)
    {
        var command = new NpgsqlBatchCommand(
            $"UPDATE {_name} SET \"description\" = $2, \"type\" = $3, \"checksum\" = $4 WHERE \"installed_rank\" = $1");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = installedRank });
        command.Parameters.Add(Text(HistoryColumns.Description(file.Description)));
        command.Parameters.Add(Text(file.Type.Name()));
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = file.Checksum });
        return command;
    }

    /// <summary>Repair's DELETE of a failed row.</summary>
    public NpgsqlBatchCommand DeleteFailed(int installedRank)
    {
        var command = new NpgsqlBatchCommand($"DELETE FROM {_name} WHERE \"success\" = FALSE AND \"installed_rank\" = $1");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = installedRank });
        return command;
    }

    /// <summary>Deletes the failed row of a script, if that is of this rank; a row that the script has written under another name stays.</summary>
    public NpgsqlBatchCommand DeleteFailed(int installedRank, string script)
    {
        var command = DeleteFailed(installedRank);
        command.CommandText += " AND \"script\" = $2";
        command.Parameters.Add(Text(HistoryColumns.Script(script)));
        return command;
    }

    private string AllRows =>
        $"""
        /*NO LOAD BALANCE*/
        SELECT "installed_rank", "version", "description", "type", "script", "checksum", "installed_on", "installed_by", "execution_time", "success"
        FROM {_name}
        """;

    private static async Task<List<AppliedMigration>> RowsAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var rows = new List<AppliedMigration>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(Row(reader));
        }

        // Here, because a new process of the server takes as long to plan ORDER BY as to read all rows.
        rows.Sort(static (one, other) => one.InstalledRank.CompareTo(other.InstalledRank));
        return rows;
    }

    private static NpgsqlParameter Text(string? value) => value is null
        ? new NpgsqlParameter { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Varchar, Value = DBNull.Value }
        : new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Varchar, TypedValue = value };

    private static AppliedMigration Row(NpgsqlDataReader reader) => new(
        reader.GetInt32(0),
        reader.IsDBNull(1) ? null : MigrationVersion.Parse(reader.GetString(1)),
        reader.GetString(2),
        MigrationTypes.Parse(reader.GetString(3)),
        reader.GetString(4),
        reader.IsDBNull(5) ? null : reader.GetInt32(5),
        reader.GetDateTime(6),
        reader.GetString(7),
        reader.GetInt32(8),
        reader.GetBoolean(9));

    private NpgsqlCommand Command(string text, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlCommand(text, session.Connection) { CommandTimeout = 0 };
        command.Parameters.AddRange(parameters);
        return command;
    }
}
