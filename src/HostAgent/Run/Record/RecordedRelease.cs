namespace Daybreak.HostAgent.Run.Record;

/// <summary>The release that a run worked with.</summary>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Commit">The Git commit; null when none was given.</param>
/// <param name="Author">Who released; null when nobody was given.</param>
internal sealed record RecordedRelease(DateTimeOffset CreatedAt, string? Commit, string? Author);
