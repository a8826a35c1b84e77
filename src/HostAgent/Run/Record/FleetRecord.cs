namespace Daybreak.HostAgent.Run.Record;

/// <summary>What a host knows about the run of a fleet when it has ended; docs/run-record.md is its schema.</summary>
internal sealed record FleetRecord
{
    /// <summary>The schema's version; it grows when a reader has to change.</summary>
    public int RecordVersion { get; init; } = 1;

    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The stage.</summary>
    public required string Stage { get; init; }

    /// <summary>What <c>--database</c> said.</summary>
    public required string Database { get; init; }

    /// <summary>The command.</summary>
    public required string Command { get; init; }

    /// <summary><c>event</c>: an upload; <c>manual</c>: anybody else.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>The host; other hosts of the same run have records of their own.</summary>
    public required string Host { get; init; }

    /// <summary>A <see cref="RunOutcome"/> by its name in JSON.</summary>
    public required string Outcome { get; init; }

    /// <summary>The process's exit code.</summary>
    public required int ExitCode { get; init; }

    /// <summary>When the run began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>How many databases were worked on at a time.</summary>
    public required int Parallel { get; init; }

    /// <summary>The id of the run that covers the whole fleet; null: it was this run's turn.</summary>
    public string? CoveredBy { get; init; }

    /// <summary>How many databases ended how.</summary>
    public required FleetCounts Counts { get; init; }

    /// <summary>Why the run as a whole failed, or the first failure of a database; null when nothing failed.</summary>
    public RunSummaryError? Error { get; init; }

    /// <summary>The databases, in the ordinal order of their names.</summary>
    public required IReadOnlyList<FleetMemberRecord> Members { get; init; }

    /// <summary>How many migrations were applied, in all databases.</summary>
    public int Applied => Members.Sum(m => m.Applied);
}
