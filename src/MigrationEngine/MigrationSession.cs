using Daybreak.MigrationEngine.Commands;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Results;

namespace Daybreak.MigrationEngine;

/// <summary>
/// A look at files and history, and a migrate of what is up to date, on one connection: no script runs in it, so that whatever else the
/// connection holds (a lock) stays as it is.
/// </summary>
public sealed class MigrationSession : IAsyncDisposable
{
    private readonly MigrationContext _context;
    private readonly bool _hasCallbacks;

    internal MigrationSession(MigrationContext context, bool hasCallbacks) => (_context, _hasCallbacks) = (context, hasCallbacks);

    /// <summary>Compares files and history.</summary>
    /// <exception cref="MigrationException">The history cannot be read, or is corrupt.</exception>
    public Task<MigrationComparison> CompareAsync(CancellationToken cancellationToken) => DatabaseErrors.KnownAsync(async () =>
    {
        var exists = await _context.History.ExistsAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<AppliedMigration> rows = exists ? await _context.History.ReadAsync(cancellationToken).ConfigureAwait(false) : [];
        var infos = Info.MigrationInfos.Compare(_context.Resolved, rows, _context.Configuration);
        return new MigrationComparison
        {
            SchemaVersion = infos.Current?.DisplayText,
            Migrations = infos.All,
            IsUpToDate = exists && !_hasCallbacks && infos.Pending.Count == 0 && _context.Schemas.All(_context.ExistingSchemas.Contains)
                && _context.Configuration.DryRunOutput is null,
        };
    });

    /// <summary>Runs the whole of migrate: lock, validation and all. To be called when the comparison said that everything is up to date.</summary>
    /// <exception cref="MigrationException">The validation failed, or the history has a failed row.</exception>
    public Task<MigrateResult> MigrateAsync(CancellationToken cancellationToken) =>
        DatabaseErrors.KnownAsync(() => new MigrateCommand(_context).ExecuteAsync(cancellationToken));

    /// <summary>Gives Flyway's lock back; the connection stays open.</summary>
    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
