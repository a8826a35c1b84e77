using Daybreak.MigrationEngine;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Daybreak.HostAgent.Run.History;

/// <summary>Reads the schema history.</summary>
internal sealed class HistoryReader(
    EngineConfiguration configuration, Func<CancellationToken, ValueTask<NpgsqlConnection>> connect, TimeProvider time)
{
    /// <summary>Reads it as it is; files and callbacks play no part.</summary>
    /// <exception cref="MigrationEngine.Model.MigrationException">The history cannot be read.</exception>
    public async Task<HistoryState> ReadAsync(CancellationToken cancellationToken)
    {
        var everything = configuration with
        {
            Locations = [],
            CallbackLocations = [],
            SkipDefaultCallbacks = true,
            SkipDefaultResolvers = true,
            InfoOfState = [],
            InfoSinceVersion = null,
            InfoUntilVersion = null,
            InfoSinceDate = null,
            InfoUntilDate = null,
        };
        var info = await new Engine(everything, connect, NullLogger.Instance, time).InfoAsync(cancellationToken);
        var rows = info.Migrations.Select(m => m.Applied).OfType<MigrationEngine.Model.AppliedMigration>();
        return new HistoryState(info.SchemaVersion, [.. rows.OrderBy(r => r.InstalledRank)]);
    }
}
