using System.Text.Json.Serialization;

namespace Daybreak.HostAgent.Run.Record;

/// <summary>What became of one database of a fleet.</summary>
/// <param name="Database">The member's name.</param>
/// <param name="Outcome">A <see cref="RunOutcome"/> by its name in JSON; <c>skipped</c>: it was not begun.</param>
/// <param name="ExitCode">What a run of this database alone would have ended with; null when it was not begun.</param>
/// <param name="Applied">How many migrations were applied.</param>
/// <param name="VersionBefore">The schema's version before; null when unknown or none.</param>
/// <param name="VersionAfter">The schema's version after; null when unknown or none.</param>
/// <param name="CoveredBy">The covering run's id; this run's own where another host of it works on the database.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Error">Why it failed, in short; null when it did not.</param>
/// <param name="Record">Where the run record is; null when there is none of this host's.</param>
internal sealed record FleetMemberRecord(
    string Database,
    string Outcome,
    int? ExitCode,
    int Applied,
    string? VersionBefore,
    string? VersionAfter,
    string? CoveredBy,
    long Milliseconds,
    RunSummaryError? Error,
    string? Record)
{
    /// <summary>The outcome of a database that was not begun.</summary>
    public const string Skipped = "skipped";

    /// <summary>Whether it failed; one that was not begun has not.</summary>
    [JsonIgnore]
    public bool HasFailed => ExitCode is not (null or (int)RunExitCode.Done);

    /// <summary>What a run's record says, in short.</summary>
    public static FleetMemberRecord Of(RunRecord record, string? location)
    {
        var summary = RunSummary.Of(record, location);
        return new FleetMemberRecord(
            record.Database,
            record.Outcome,
            record.ExitCode,
            summary.Applied,
            record.VersionBefore,
            record.VersionAfter,
            record.CoveredBy,
            (long)((record.FinishedAt ?? record.StartedAt) - record.StartedAt).TotalMilliseconds,
            summary.Error,
            location);
    }

    /// <summary>A database that was not begun.</summary>
    public static FleetMemberRecord NotBegun(string database) => new(database, Skipped, null, 0, null, null, null, 0, null, null);
}
