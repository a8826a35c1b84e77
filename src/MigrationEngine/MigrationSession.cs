using Daybreak.MigrationEngine.Commands;
using Daybreak.MigrationEngine.Info;
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
    private MigrationInfos? _infos;

    internal MigrationSession(MigrationContext context, bool hasCallbacks) => (_context, _hasCallbacks) = (context, hasCallbacks);

    /// <summary>
    /// Takes Flyway's lock if it is free, and compares files and history. While somebody else holds it nothing is up to date: he may be changing it.
    /// </summary>
    /// <exception cref="MigrationException">The history cannot be read, or is corrupt.</exception>
    public Task<MigrationComparison> CompareAsync(CancellationToken cancellationToken) => DatabaseErrors.KnownAsync(async () =>
    {
        var isLocked = await _context.TryAcquireLockAsync(cancellationToken).ConfigureAwait(false);
        var rows = await _context.ReadExistingHistoryAsync(cancellationToken).ConfigureAwait(false);
        var infos = _infos = _context.Compare(rows ?? []);
        return new MigrationComparison
        {
            SchemaVersion = infos.Current?.DisplayText,
            Migrations = infos.All,
            IsUpToDate = isLocked && rows is not null && !_hasCallbacks && infos.Pending.Count == 0
                && _context.Schemas.All(_context.ExistingSchemas.Contains) && _context.Configuration.DryRunOutput is null,
        };
    });

    /// <summary>What is left of migrate after a comparison that found everything up to date: validation and checks.</summary>
    /// <exception cref="MigrationException">The validation failed, or the history has a failed row.</exception>
    /// <exception cref="InvalidOperationException">Nothing was compared yet.</exception>
    public MigrateResult Migrate() => new MigrateCommand(_context).Confirm(_infos ?? throw new InvalidOperationException("Compare first."));

    /// <summary>Gives Flyway's lock back; the connection stays open.</summary>
    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
