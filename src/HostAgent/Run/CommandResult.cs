using Daybreak.HostAgent.Run.Record;

namespace Daybreak.HostAgent.Run;

/// <summary>What a command did, for the record and for the reader.</summary>
/// <param name="Answer">For the reader; several lines.</param>
internal sealed record CommandResult(string Answer)
{
    /// <summary>The schema's version before; null when there was none.</summary>
    public string? VersionBefore { get; init; }

    /// <summary>The schema's version after; null when there is none.</summary>
    public string? VersionAfter { get; init; }

    /// <summary>What was applied, in order.</summary>
    public IReadOnlyList<RecordedMigration> Applied { get; init; } = [];

    /// <summary>What would be applied, in order.</summary>
    public IReadOnlyList<RecordedMigration> Pending { get; init; } = [];

    /// <summary>What a validation found; null when nothing.</summary>
    public RecordedError? Error { get; init; }
}
