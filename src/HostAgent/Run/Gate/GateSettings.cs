using Daybreak.HostAgent.Run.Settings;
using Daybreak.MigrationEngine;
using Daybreak.MigrationEngine.Model;

namespace Daybreak.HostAgent.Run.Gate;

/// <summary>What the gate lets through.</summary>
/// <param name="OutOfOrder">New files below the applied version.</param>
/// <param name="Ignored">States that somebody has said to be in order.</param>
internal sealed record GateSettings(bool OutOfOrder, IReadOnlyList<IgnoreMigrationPattern> Ignored)
{
    private const string Patterns = "ignoreMigrationPatterns";

    /// <summary>The gate of a database; null when <c>validateOnMigrate</c> is off.</summary>
    /// <remarks>
    /// Flyway's default lets a deleted newest file pass (<c>*:future</c>). A bucket is the whole truth, unlike a developer's folder:
    /// here that only passes when the settings say so.
    /// </remarks>
    public static GateSettings? Of(DatabaseSettings settings, EngineConfiguration configuration)
    {
        var given = settings.Flyway.Keys.Contains(Patterns, StringComparer.OrdinalIgnoreCase);
        return configuration.ValidateOnMigrate
            ? new GateSettings(configuration.OutOfOrder, given ? configuration.IgnoreMigrationPatterns : [])
            : null;
    }
}
