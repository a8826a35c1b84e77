namespace Daybreak.HostAgent.Run.Record;

/// <summary>The versions of what ran.</summary>
/// <param name="Daybreak">The agent.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="OperatingSystem">The host's.</param>
/// <param name="PostgreSql">The server; null when it was not reached, or not asked.</param>
internal sealed record RecordedVersions(string Daybreak, string Runtime, string OperatingSystem, string? PostgreSql);
