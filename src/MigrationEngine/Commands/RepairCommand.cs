using Daybreak.MigrationEngine.History;
using Daybreak.MigrationEngine.Info;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Results;
using Npgsql;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>The repair command: three kinds of changes to the history, in one transaction.</summary>
internal sealed class RepairCommand(MigrationContext context)
{
    /// <summary>Removes failed rows, marks missing migrations as deleted, aligns rows with their files.</summary>
    public async Task<RepairResult> ExecuteAsync(CancellationToken cancellationToken)
    {
        await context.RunCallbacksAsync("beforeRepair", cancellationToken).ConfigureAwait(false);
        try
        {
            // Flyway's repair takes no lock; here one that meets a migration waits for it.
            await context.Lock.AcquireAsync(cancellationToken).ConfigureAwait(false);
            var result = await RepairAsync(cancellationToken).ConfigureAwait(false);
            await context.RunCallbacksAsync("afterRepair", cancellationToken).ConfigureAwait(false);
            return result;
        }
        catch (MigrationException)
        {
            await context.RunCallbacksAsync("afterRepairError", cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<RepairResult> RepairAsync(CancellationToken cancellationToken)
    {
        var rows = await context.ReadHistoryAsync(cancellationToken).ConfigureAwait(false);
        var plan = RepairPlan.For(context.Resolved, rows, context.Configuration);
        var commands = new List<NpgsqlBatchCommand> { new("BEGIN") };
        commands.AddRange(plan.Removed.Select(row => context.History.DeleteFailed(row.InstalledRank)));
        var rank = rows.Where(row => row.Success).Select(row => row.InstalledRank).DefaultIfEmpty().Max() + 1;
        commands.AddRange(plan.Deleted.Select(row => context.History.Insert(DeleteRow(row, rank++))));
        commands.AddRange(plan.Aligned.Select(info => context.History.Align(info.Applied!.InstalledRank, info.Resolved!)));
        if (commands.Count > 1)
        {
            commands.Add(new NpgsqlBatchCommand("COMMIT"));
            await context.Session.ExecuteAsync(commands, cancellationToken).ConfigureAwait(false);
        }

        return Result(plan);
    }

    private NewHistoryRow DeleteRow(AppliedMigration row, int rank) => new(
        rank, row.Version?.RawText, row.Description, MigrationType.Delete, row.Script, row.Checksum, context.InstalledBy, 0, row.Success);

    private RepairResult Result(RepairPlan plan)
    {
        var actions = new List<string>();
        if (plan.Removed.Count > 0)
        {
            actions.Add("Removed failed migrations");
        }

        if (plan.Deleted.Count > 0)
        {
            actions.Add("Marked missing migrations as deleted");
        }

        if (plan.Aligned.Count > 0)
        {
            actions.Add("Aligned applied migration checksums");
        }

        return new RepairResult
        {
            Database = context.Session.Facts.Database,
            MigrationsRemoved = [.. plan.Removed.Select(row => Repaired(row, null))],
            MigrationsDeleted = [.. plan.Deleted.Select(row => Repaired(row, null))],
            MigrationsAligned = [.. plan.Aligned.Select(info => Repaired(info.Applied!, info.Resolved))],
            RepairActions = actions,
        };
    }

    private static RepairedMigration Repaired(AppliedMigration row, ResolvedMigration? file) =>
        new(row.Version?.DisplayText ?? string.Empty, row.Description, file?.Path ?? string.Empty);
}
