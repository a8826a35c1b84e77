using Daybreak.MigrationEngine.History;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Results;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>The baseline command: the history begins at a version, what is below it never runs.</summary>
internal sealed class BaselineCommand(MigrationContext context)
{
    /// <summary>Creates schemas and history table with the baseline's row; an equal baseline that is there already is not an error.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Error"/>: another baseline, migrations, or an empty history table are there.</exception>
    public async Task<BaselineResult> ExecuteAsync(CancellationToken cancellationToken)
    {
        await context.Lock.AcquireAsync(cancellationToken).ConfigureAwait(false);
        var creation = new SchemaCreation(context);
        var created = await creation.CreateSchemasAsync(cancellationToken).ConfigureAwait(false);
        await BaselineAsync(cancellationToken).ConfigureAwait(false);
        await creation.MarkAsync(created, cancellationToken).ConfigureAwait(false);
        return new BaselineResult
        {
            Database = context.Session.Facts.Database,
            SuccessfullyBaselined = true,
            BaselineVersion = Version.DisplayText,
        };
    }

    /// <summary>The baseline itself, for migrate's baselineOnMigrate too.</summary>
    public async Task BaselineAsync(CancellationToken cancellationToken)
    {
        await context.RunCallbacksAsync("beforeBaseline", cancellationToken).ConfigureAwait(false);
        try
        {
            await WriteAsync(cancellationToken).ConfigureAwait(false);
            await context.RunCallbacksAsync("afterBaseline", cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException)
        {
            await context.RunCallbacksAsync("afterBaselineError", cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private MigrationVersion Version => MigrationVersion.Parse(context.Configuration.BaselineVersion);

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var version = Version;
        var description = context.Configuration.BaselineDescription;
        if (!await context.History.ExistsAsync(cancellationToken).ConfigureAwait(false))
        {
            var row = new NewHistoryRow(
                1, version.DisplayText, description, MigrationType.Baseline, description, null, context.InstalledBy, 0, true);
            await new SchemaCreation(context).CreateTableAsync(row, cancellationToken).ConfigureAwait(false);
            Log.Baselined(context.Logger, version.DisplayText);
            return;
        }

        var rows = await context.History.ReadAsync(cancellationToken).ConfigureAwait(false);
        var baseline = rows.Take(2).FirstOrDefault(row => row.Type == MigrationType.Baseline);
        if (baseline is not null && baseline.Version == version && baseline.Description == HistoryColumns.Description(description))
        {
            Log.AlreadyBaselined(context.Logger, Table, version.DisplayText, description);
            return;
        }

        throw new MigrationException(ErrorCode.Error, Refusal(rows, baseline, version, description));
    }

    private string Table => Identifier.Quote(context.DefaultSchema, context.Configuration.Table);

    private string Refusal(IReadOnlyList<AppliedMigration> rows, AppliedMigration? baseline, MigrationVersion version, string description)
    {
        if (baseline is not null)
        {
            return $"Unable to baseline schema history table {Table} with ({version},{description}) as it has already been baselined with "
                + $"({baseline.Version},{baseline.Description})\nTo start from another baseline, drop the schema history table and run baseline again.";
        }

        return rows.Any(row => !row.Type.IsSynthetic())
            ? $"Unable to baseline schema history table {Table} as it already contains migrations"
            : $"Unable to baseline schema history table {Table} as it already exists, and is empty.\n"
              + "Delete the schema history table, and run baseline again.";
    }
}
