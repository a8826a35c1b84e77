using Npgsql;

namespace Daybreak.MigrationEngine;

/// <summary>What the engine needs of the connections it is given.</summary>
public static class EngineConnections
{
    /// <summary>
    /// Sets it: no pool (no idle connection stays open), no look at the server's types (a round trip the engine has no use for), the failed
    /// statement of a batch in its error, and no time limit but the server's.
    /// </summary>
    public static void Configure(NpgsqlSlimDataSourceBuilder builder)
    {
        // Statements go to the server as they stand in the script: Npgsql must not look for parameters or semicolons in them.
        AppContext.SetSwitch("Npgsql.EnableSqlRewriting", false);
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        var settings = builder.ConnectionStringBuilder;
        settings.Pooling = false;
        settings.Enlist = false;
        settings.NoResetOnClose = true;
        settings.IncludeErrorDetail = true;
        settings.IncludeFailedBatchedCommand = true;
    }
}
