namespace Daybreak.MigrationEngine.Model;

/// <summary>Names and properties of states.</summary>
public static class MigrationStates
{
    /// <summary>The name shown by info, in JSON too.</summary>
    public static string DisplayName(this MigrationState state) => state switch
    {
        MigrationState.Pending => "Pending",
        MigrationState.AboveTarget => "Above Target",
        MigrationState.BelowBaseline => "Below Baseline",
        MigrationState.BaselineIgnored => "Ignored (Baseline)",
        MigrationState.Ignored => "Ignored",
        MigrationState.Available => "Available",
        MigrationState.Baseline => "Baseline",
        MigrationState.Success => "Success",
        MigrationState.OutOfOrder => "Out of Order",
        MigrationState.MissingSuccess => "Missing",
        MigrationState.MissingFailed => "Failed (Missing)",
        MigrationState.Failed => "Failed",
        MigrationState.FutureSuccess => "Future",
        MigrationState.FutureFailed => "Failed (Future)",
        MigrationState.Outdated => "Outdated",
        MigrationState.Superseded => "Superseded",
        MigrationState.Undone => "Undone",
        MigrationState.Deleted => "Deleted",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "not a state"),
    };

    /// <summary>Whether the row says that the migration failed.</summary>
    public static bool IsFailed(this MigrationState state) =>
        state is MigrationState.Failed or MigrationState.MissingFailed or MigrationState.FutureFailed;
}
