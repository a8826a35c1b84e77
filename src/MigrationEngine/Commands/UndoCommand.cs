using Daybreak.MigrationEngine.History;
using Daybreak.MigrationEngine.Info;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Results;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>
/// The undo command: runs undo files in the reverse of the order in which their migrations were applied. Without a target it takes back the last
/// one, with a target all down to and with that version, and with cherryPick those it names.
/// </summary>
internal sealed class UndoCommand
{
    private readonly MigrationContext _context;
    private readonly MigrationRunner _runner;
    private readonly List<ExecutedMigration> _undone = [];

    public UndoCommand(MigrationContext context) => (_context, _runner) = (context, new MigrationRunner(context, Begin, Undone));

    /// <summary>Undoes.</summary>
    /// <exception cref="MigrationException">A migration has no undo file, or an undo file failed.</exception>
    public async Task<UndoResult> ExecuteAsync(CancellationToken cancellationToken)
    {
        await _context.AcquireLockAsync(cancellationToken).ConfigureAwait(false);
        var rows = await _context.ReadHistoryAsync(cancellationToken).ConfigureAwait(false);
        var infos = _context.Compare(rows);
        await _context.RunCallbacksAsync("beforeUndo", cancellationToken).ConfigureAwait(false);
        try
        {
            var plan = UndoPlan.For(infos, _context.Resolved, _context.Configuration);
            if (plan.StoppedBefore is { } kept)
            {
                _context.Warn($"Undo ends before version {kept.Version} ({kept.Description}), which has no undo migration (U{kept.Version!.RawText}__….sql): "
                    + "it and what was applied before it stay.");
            }

            await UndoAsync(plan.Files, rows.Count == 0 ? 1 : rows[^1].InstalledRank + 1, cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException)
        {
            await _context.RunErrorCallbacksAsync("afterUndoError", cancellationToken).ConfigureAwait(false);
            throw;
        }

        await _context.RunCallbacksAsync("afterUndo", cancellationToken).ConfigureAwait(false);
        var after = await _context.CompareAsync(cancellationToken).ConfigureAwait(false);
        return new UndoResult
        {
            Database = _context.Session.Facts.Database,
            SchemaName = _context.DefaultSchema,
            Schemas = _context.Configuration.Schemas,
            InitialSchemaVersion = infos.Current?.DisplayText,
            TargetSchemaVersion = after.Current?.DisplayText,
            UndoneMigrations = [.. _undone],
            Warnings = [.. _context.Session.Warnings],
        };
    }

    private async Task UndoAsync(IReadOnlyList<ResolvedMigration> files, int rank, CancellationToken cancellationToken)
    {
        var executions = new List<ScriptExecution>(files.Count);
        foreach (var file in files)
        {
            executions.Add((await new ScriptDecisions(_context).DecideAsync(file, cancellationToken).ConfigureAwait(false)).Execution);
        }

        var group = _context.Configuration.Group && files.Count > 0;
        if (group && MigrationGroup.IsPossible(files, executions, _context.Configuration.Mixed))
        {
            await new MigrationGroup(_context, _runner).RunAsync(files, executions, rank, Undone, cancellationToken).ConfigureAwait(false);
            return;
        }

        for (var i = 0; i < files.Count; i++)
        {
            rank = await UndoAsync(files[i], group ? ScriptExecution.Autocommit : executions[i], rank, cancellationToken).ConfigureAwait(false) + 1;
            await _context.SettleAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<int> UndoAsync(ResolvedMigration file, ScriptExecution execution, int rank, CancellationToken cancellationToken)
    {
        try
        {
            var taken = await _runner.RunAsync(file, execution, rank, cancellationToken).ConfigureAwait(false);
            await _runner.CompleteAsync(cancellationToken).ConfigureAwait(false);
            return taken;
        }
        catch (MigrationException)
        {
            await _context.RunErrorCallbacksAsync("afterEachUndoError", cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private void Begin(ResolvedMigration file, ScriptExecution execution) =>
        Log.Undoing(_context.Logger, Identifier.Quote(_context.DefaultSchema), MigrationFailures.Name(file));

    private void Undone(ResolvedMigration file, int time) =>
        _undone.Add(new ExecutedMigration("Undo", file.Version!.DisplayText, file.Description, file.Type.Name(), file.Path, time));
}
