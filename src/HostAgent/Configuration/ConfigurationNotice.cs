using Microsoft.Extensions.Logging;

namespace Daybreak.HostAgent.Configuration;

/// <summary>A line for the log about the settings.</summary>
internal sealed record ConfigurationNotice(LogLevel Level, string Text);
