using Daybreak.MigrationEngine.Info;
using Daybreak.MigrationEngine.Results;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>The info command; it changes nothing.</summary>
internal sealed class InfoCommand(MigrationContext context)
{
    /// <summary>Lists migrations.</summary>
    public async Task<InfoResult> ExecuteAsync(CancellationToken cancellationToken)
    {
        await context.RunCallbacksAsync("beforeInfo", cancellationToken).ConfigureAwait(false);
        try
        {
            var infos = await context.CompareAsync(cancellationToken).ConfigureAwait(false);
            var nonEmpty = await context.Catalog.NonEmptyAsync(context.Schemas, cancellationToken).ConfigureAwait(false);
            await context.RunCallbacksAsync("afterInfo", cancellationToken).ConfigureAwait(false);
            await context.RunCallbacksAsync("afterInfoOperationFinish", cancellationToken).ConfigureAwait(false);
            return new InfoResult
            {
                Database = context.Session.Facts.Database,
                SchemaName = context.DefaultSchema,
                Schemas = context.Configuration.Schemas,
                SchemaVersion = infos.Current?.DisplayText,
                AllSchemasEmpty = nonEmpty.Count == 0,
                Migrations = [.. infos.All.Where(new InfoFilter(context.Configuration).Shows)],
            };
        }
        catch (Model.MigrationException)
        {
            await context.RunCallbacksAsync("afterInfoError", cancellationToken).ConfigureAwait(false);
            throw;
        }
    }
}
