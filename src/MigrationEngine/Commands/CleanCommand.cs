using Daybreak.MigrationEngine.History;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Results;
using Npgsql;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>The clean command: drops everything in the managed schemas, and the schemas that migrate created.</summary>
internal sealed class CleanCommand(MigrationContext context)
{
    /// <summary>Drops; disabled unless <c>cleanDisabled=false</c>.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Error"/>: it is disabled.</exception>
    public async Task<CleanResult> ExecuteAsync(CancellationToken cancellationToken)
    {
        if (context.Configuration.CleanDisabled)
        {
            throw new MigrationException(
                ErrorCode.Error, "Unable to execute clean as it has been disabled with the 'flyway.cleanDisabled' property.");
        }

        await context.RunCallbacksAsync("beforeClean", cancellationToken).ConfigureAwait(false);
        try
        {
            var result = await CleanAsync(cancellationToken).ConfigureAwait(false);
            await context.RunCallbacksAsync("afterClean", cancellationToken).ConfigureAwait(false);
            return result;
        }
        catch (MigrationException)
        {
            await context.RunCallbacksAsync("afterCleanError", cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<CleanResult> CleanAsync(CancellationToken cancellationToken)
    {
        await context.Lock.AcquireAsync(cancellationToken).ConfigureAwait(false);
        var created = await CreatedSchemasAsync(cancellationToken).ConfigureAwait(false);
        foreach (var schema in context.Schemas.Where(schema => !context.ExistingSchemas.Contains(schema)))
        {
            context.Warn($"Unable to clean unknown schema: {Identifier.Quote(schema)}");
        }

        string[] existing = [.. context.Schemas.Where(context.ExistingSchemas.Contains)];
        foreach (var schema in existing)
        {
            await CleanAsync(schema, cancellationToken).ConfigureAwait(false);
        }

        string[] dropped = [.. existing.Where(created.Contains)];
        if (dropped.Length > 0)
        {
            await context.Session.ExecuteAsync(
                [.. dropped.Select(schema => new NpgsqlBatchCommand($"DROP SCHEMA IF EXISTS {Identifier.Quote(schema)} CASCADE"))],
                cancellationToken).ConfigureAwait(false);
        }

        await context.RefreshSchemasAsync(cancellationToken).ConfigureAwait(false);
        return new CleanResult { Database = context.Session.Facts.Database, SchemasCleaned = [.. existing.Except(dropped)], SchemasDropped = dropped };
    }

    private async Task CleanAsync(string schema, CancellationToken cancellationToken)
    {
        try
        {
            await context.Session.ExecuteAsync("BEGIN", cancellationToken).ConfigureAwait(false);
            foreach (var step in CleanStatements.Steps)
            {
                var drops = await context.Session.QueryAsync(step, cancellationToken, schema).ConfigureAwait(false);
                if (drops.Count > 0)
                {
                    await context.Session.ExecuteAsync([.. drops.Select(drop => new NpgsqlBatchCommand(drop))], cancellationToken).ConfigureAwait(false);
                }
            }

            await context.Session.ExecuteAsync("COMMIT", cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException e)
        {
            await context.Session.RollBackAsync().ConfigureAwait(false);
            throw new MigrationException(
                ErrorCode.DbConnection, $"Unable to clean schema {Identifier.Quote(schema)}: {e.MessageText} (SQL State {e.SqlState})", e)
            {
                SqlState = e.SqlState,
            };
        }
    }

    private async Task<HashSet<string>> CreatedSchemasAsync(CancellationToken cancellationToken)
    {
        var rows = await context.ReadHistoryAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Where(row => row.Type == MigrationType.Schema).SelectMany(row => Identifier.ParseList(row.Script))];
    }
}
