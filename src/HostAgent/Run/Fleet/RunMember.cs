using Daybreak.HostAgent.Run.Settings;

namespace Daybreak.HostAgent.Run.Fleet;

/// <summary>A database that a run is to work on.</summary>
/// <param name="Name">
/// What it is called in records, events and logs: the name in the stage's settings, or of a fleet's member the fleet's name, a slash and the
/// PostgreSQL name with all but letters, digits and <c>-._~</c> percent-encoded.
/// </param>
/// <param name="Parameter">The SSM parameter that its settings come from.</param>
internal sealed record RunMember(string Name, string Parameter)
{
    /// <summary>The settings; null when they could not be had.</summary>
    public DatabaseSettings? Settings { get; init; }

    /// <summary>What is wrong with the settings, or why the databases of the fleet are not known; null when nothing is.</summary>
    public Exception? Problem { get; init; }

    /// <summary>A member of a fleet.</summary>
    public static RunMember Of(RunMember fleet, string databaseName) => new(NameOf(fleet.Name, databaseName), fleet.Parameter)
    {
        Settings = fleet.Settings! with { DatabaseName = databaseName, Databases = [] },
    };

    private static string NameOf(string fleet, string databaseName) => $"{fleet}/{Uri.EscapeDataString(databaseName)}";
}
