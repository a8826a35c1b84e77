using Daybreak.HostAgent.Connecting;

namespace Daybreak.HostAgent.Configuration;

/// <summary>A configuration, and how to reach the database.</summary>
/// <param name="Settings">What the settings say.</param>
/// <param name="Connection">Null only when the settings are wrong.</param>
internal sealed record LoadedConfiguration(AgentConfiguration Settings, ConnectionSettings? Connection);
