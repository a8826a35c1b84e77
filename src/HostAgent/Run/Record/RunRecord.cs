namespace Daybreak.HostAgent.Run.Record;

/// <summary>What is known about a run when it has ended; docs/run-record.md is its schema.</summary>
internal sealed record RunRecord
{
    /// <summary>The schema's version; it grows when a reader has to change.</summary>
    public int RecordVersion { get; init; } = 1;

    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The stage.</summary>
    public required string Stage { get; init; }

    /// <summary>The database's name in the CDK context.</summary>
    public required string Database { get; init; }

    /// <summary>The command.</summary>
    public required string Command { get; init; }

    /// <summary><c>event</c>: an upload; <c>manual</c>: anybody else.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>A <see cref="RunOutcome"/> by its name in JSON.</summary>
    public required string Outcome { get; init; }

    /// <summary>The process's exit code; null as long as it runs, and when it was killed.</summary>
    public int? ExitCode { get; init; }

    /// <summary>When the run began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, UTC; null as long as it runs.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Of what ran.</summary>
    public required RecordedVersions Versions { get; init; }

    /// <summary>Where the database is; null when the settings could not be read.</summary>
    public RecordedTarget? Target { get; init; }

    /// <summary>The covering run's id; null unless the outcome is <c>covered</c>.</summary>
    public string? CoveredBy { get; init; }

    /// <summary>What the run worked with; null when it did not get so far.</summary>
    public RecordedSnapshot? Snapshot { get; init; }

    /// <summary>The schema's version before; null when unknown or none.</summary>
    public string? VersionBefore { get; init; }

    /// <summary>The schema's version after; null when unknown or none.</summary>
    public string? VersionAfter { get; init; }

    /// <summary>What was applied, in order.</summary>
    public IReadOnlyList<RecordedMigration> Applied { get; init; } = [];

    /// <summary>What would be applied, in order: of <c>plan</c>.</summary>
    public IReadOnlyList<RecordedMigration> Pending { get; init; } = [];

    /// <summary>Warnings, in order.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Why it failed; null when it did not.</summary>
    public RecordedError? Error { get; init; }

    /// <summary>What was done, in order, and how long it took.</summary>
    public IReadOnlyList<RecordedStep> Steps { get; init; } = [];
}
