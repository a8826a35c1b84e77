using Daybreak.MigrationEngine.History;
using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>Creates what is missing before the first migration: schemas, the history table and its first rows.</summary>
internal sealed class SchemaCreation(MigrationContext context)
{
    private const string SchemaMarkerDescription = "<< Flyway Schema Creation >>";

    /// <summary>Migrate's preparation; the lock is held.</summary>
    /// <exception cref="MigrationException">
    /// <see cref="ErrorCode.NonEmptySchemaWithoutSchemaHistoryTable"/>: objects without a history, and no <c>baselineOnMigrate</c>.
    /// </exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var created = await CreateSchemasAsync(cancellationToken).ConfigureAwait(false);
        if (await context.ReadExistingHistoryAsync(cancellationToken).ConfigureAwait(false) is null)
        {
            await CreateHistoryAsync(cancellationToken).ConfigureAwait(false);
        }

        await MarkAsync(created, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Creates the missing ones of the managed schemas in one transaction, where <c>createSchemas</c> says so.</summary>
    /// <returns>The created schemas.</returns>
    public async Task<IReadOnlyList<string>> CreateSchemasAsync(CancellationToken cancellationToken)
    {
        if (!context.Configuration.CreateSchemas)
        {
            if (context.PathSchema is null)
            {
                Log.SchemaMissing(context.Logger, Identifier.Quote(context.DefaultSchema));
            }

            return [];
        }

        // createSchema is the old name of the event; both fire even when nothing is missing.
        if (context.Callbacks.Has("createSchema"))
        {
            Log.Warning(context.Logger, "The callback event createSchema is deprecated: name the file beforeCreateSchema.");
        }

        var changes = context.Session.Changes;
        await context.RunCallbacksAsync("createSchema", cancellationToken).ConfigureAwait(false);
        await context.RunCallbacksAsync("beforeCreateSchema", cancellationToken).ConfigureAwait(false);
        if (!context.Schemas.All(context.ExistingSchemas.Contains) || context.Session.Changes > changes)
        {
            await context.RefreshSchemasAsync(cancellationToken).ConfigureAwait(false);
        }

        string[] missing = [.. context.Schemas.Where(schema => !context.ExistingSchemas.Contains(schema))];
        if (missing.Length == 0)
        {
            return [];
        }

        foreach (var schema in missing)
        {
            Log.CreatingSchema(context.Logger, Identifier.Quote(schema));
        }

        await context.Session.ExecuteAsync(
            [.. missing.Select(schema => new Npgsql.NpgsqlBatchCommand("CREATE SCHEMA " + Identifier.Quote(schema)))],
            cancellationToken).ConfigureAwait(false);
        context.NoteCreated(missing);
        return missing;
    }

    /// <summary>Writes the row that names the created schemas; clean drops them.</summary>
    public async Task MarkAsync(IReadOnlyList<string> created, CancellationToken cancellationToken)
    {
        if (created.Count == 0)
        {
            return;
        }

        var rows = await context.History.ReadAsync(cancellationToken).ConfigureAwait(false);
        var row = new NewHistoryRow(
            rows.Count == 0 ? 0 : rows[^1].InstalledRank + 1,
            null,
            SchemaMarkerDescription,
            MigrationType.Schema,
            string.Join(',', created.Select(Identifier.Quote)),
            null,
            context.InstalledBy,
            0,
            true);
        await context.Session.ExecuteAsync([context.History.Insert(row)], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Creates the history table with the baseline's row, or without any.</summary>
    public Task CreateTableAsync(NewHistoryRow? baseline, CancellationToken cancellationToken)
    {
        Log.CreatingHistory(context.Logger, Identifier.Quote(context.DefaultSchema, context.Configuration.Table));
        return context.History.CreateAsync(context.Configuration.Tablespace, baseline, cancellationToken);
    }

    private async Task CreateHistoryAsync(CancellationToken cancellationToken)
    {
        var nonEmpty = await context.Catalog.NonEmptyAsync(context.Schemas, cancellationToken).ConfigureAwait(false);
        if (nonEmpty.Count == 0)
        {
            await CreateTableAsync(null, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (!context.Configuration.BaselineOnMigrate)
        {
            throw new MigrationException(
                ErrorCode.NonEmptySchemaWithoutSchemaHistoryTable,
                $"Found non-empty schema(s) {string.Join(", ", context.Schemas.Where(nonEmpty.Contains).Select(Identifier.Quote))} but no schema history "
                + "table. Use baseline() or set baselineOnMigrate to true to initialize the schema history table.");
        }

        await new BaselineCommand(context).BaselineAsync(cancellationToken).ConfigureAwait(false);
    }
}
