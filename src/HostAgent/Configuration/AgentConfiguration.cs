using Daybreak.MigrationEngine;

namespace Daybreak.HostAgent.Configuration;

/// <summary>Everything the settings say.</summary>
internal sealed record AgentConfiguration
{
    /// <summary>The engine's settings.</summary>
    public EngineConfiguration Engine { get; init; } = new() { Locations = [] };

    /// <summary>How the command line runs script migrations; it stays out of <see cref="Engine"/>, because runs from a bucket never do.</summary>
    public ScriptMigrationOptions Scripts { get; init; } = new();

    /// <summary>How to reach the database, as written.</summary>
    public ConnectionInput Connection { get; init; } = new();

    /// <summary>How to answer.</summary>
    public OutputSettings Output { get; init; } = new();

    /// <summary>Lines for the log: settings without effect, URL parameters that are ignored.</summary>
    public IReadOnlyList<ConfigurationNotice> Notices { get; init; } = [];

    /// <summary>The same with one more line for the log.</summary>
    public AgentConfiguration WithNotice(Microsoft.Extensions.Logging.LogLevel level, string text) =>
        this with { Notices = [.. Notices, new ConfigurationNotice(level, text)] };
}
