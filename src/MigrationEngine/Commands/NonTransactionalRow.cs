using Daybreak.MigrationEngine.History;
using Daybreak.MigrationEngine.Model;
using Npgsql;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>
/// The history row of a script that is not one transaction: it says success=false before the script starts and true at the end, so that a crash or a
/// failure in the middle is visible, and repair applies. A script that looks at the history, or writes it, finds no row of its own there, as in
/// Flyway: the row is withdrawn before, and written when the script has ended.
/// </summary>
internal sealed class NonTransactionalRow(MigrationContext context)
{
    private int _installedRank;
    private bool _isWithdrawn;

    /// <summary>Writes it before the script starts.</summary>
    public Task BeginAsync(ResolvedMigration file, int installedRank, CancellationToken cancellationToken)
    {
        (_installedRank, _isWithdrawn) = (installedRank, false);
        return InsertAsync(file, installedRank, 0, false, cancellationToken);
    }

    /// <summary>Takes it away, unless that was done; a dry run cannot know what the script will find.</summary>
    public async Task WithdrawAsync(CancellationToken cancellationToken)
    {
        if (!_isWithdrawn && context.Session.DryRun is null)
        {
            await context.Session.ExecuteAsync([context.History.DeleteFailed(_installedRank)], cancellationToken).ConfigureAwait(false);
            _isWithdrawn = true;
        }
    }

    /// <summary>Says that the script has succeeded; a row that was withdrawn comes behind those of the script.</summary>
    /// <returns>The row's rank.</returns>
    public async Task<int> SucceededAsync(ResolvedMigration file, int milliseconds, CancellationToken cancellationToken)
    {
        if (_isWithdrawn)
        {
            return await WriteAsync(file, milliseconds, true, cancellationToken).ConfigureAwait(false);
        }

        await context.Session.ExecuteAsync(
            [.. context.Scripts.TakeBack(), context.History.MarkSucceeded(_installedRank, milliseconds)], cancellationToken).ConfigureAwait(false);
        return _installedRank;
    }

    /// <summary>Says that the script has failed; not cancellable, because what ran of it stays whether or not the rest was cancelled.</summary>
    public async Task FailedAsync(ResolvedMigration file, int milliseconds)
    {
        if (!_isWithdrawn || context.Session.Connection.State != System.Data.ConnectionState.Open)
        {
            return;
        }

        try
        {
            await WriteAsync(file, milliseconds, false, CancellationToken.None).ConfigureAwait(false);
        }
        catch (NpgsqlException e)
        {
            context.Warn($"The failed row of '{file.Script}' could not be written: {e.Message} What the script did before it failed stays.");
        }
    }

    private async Task<int> WriteAsync(ResolvedMigration file, int milliseconds, bool success, CancellationToken cancellationToken)
    {
        // Where the script has rolled back the transaction in which its row was withdrawn, the row is there again.
        await context.Session.ExecuteAsync([.. context.Scripts.TakeBack(), context.History.DeleteFailed(_installedRank, file.Script)], cancellationToken).ConfigureAwait(false);
        var rank = Math.Max(_installedRank, await context.History.NextRankAsync(cancellationToken).ConfigureAwait(false));
        await InsertAsync(file, rank, milliseconds, success, cancellationToken).ConfigureAwait(false);
        return rank;
    }

    // The time zone is put back for the statements that are sent with it, the role for all.
    private Task InsertAsync(ResolvedMigration file, int rank, int milliseconds, bool success, CancellationToken cancellationToken) =>
        context.Session.ExecuteAsync(
            [
                .. context.Session.DryRun is null ? context.Scripts.TakeBack() : [],
                context.History.Insert(NewHistoryRow.Of(file, rank, context.InstalledBy, milliseconds, success)),
            ],
            cancellationToken);
}
