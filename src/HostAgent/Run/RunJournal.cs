using System.Reflection;
using System.Runtime.InteropServices;
using Daybreak.HostAgent.Release;
using Daybreak.HostAgent.Run.Bucket;
using Daybreak.HostAgent.Run.History;
using Daybreak.HostAgent.Run.Record;
using Daybreak.HostAgent.Run.Settings;
using Npgsql;

namespace Daybreak.HostAgent.Run;

/// <summary>Collects what is known about a run while it goes, so that the record tells as much as there is whenever it ends.</summary>
internal sealed class RunJournal(RunArguments arguments, TimeProvider time)
{
    // The trigger's run ids; docs/contracts.md.
    private const string EventRunIdPrefix = "s3-";

    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private readonly List<RecordedStep> _steps = [];

    /// <summary>The settings, once they are read.</summary>
    public DatabaseSettings? Settings { get; set; }

    /// <summary>The server's version, once it was asked.</summary>
    public string? ServerVersion { get; set; }

    /// <summary>The covering run's id, when there is one.</summary>
    public string? CoveredBy { get; set; }

    /// <summary>The snapshot, once it is taken.</summary>
    public BucketSnapshot? Snapshot { get; set; }

    /// <summary>What the command did, or had done when it failed.</summary>
    public CommandResult? Result { get; set; }

    /// <summary>The release that the bucket's manifest describes; null when there is no manifest, or it was not read yet.</summary>
    public ReleaseManifest? Release { get; set; }

    /// <summary>The history's last installed rank and the version when the run's turn came; null when it did not come.</summary>
    public HistoryState? Before { get; set; }

    /// <summary>The closed record of an earlier delivery of the same request; null when this is the first, or the earlier one did not succeed.</summary>
    public RunRecord? Earlier { get; set; }

    /// <summary>Whether an earlier delivery of the same request has succeeded: its record stays unless this run applies something.</summary>
    public bool IsRepeated { get; set; }

    /// <summary>Whether the record is written, or was at least tried to be.</summary>
    public bool IsRecorded { get; set; }

    /// <summary>Whether the event is published, or was at least tried to be.</summary>
    public bool IsTold { get; set; }

    /// <summary>Where the record is; null when it could not be written, or is not written yet.</summary>
    public string? Location { get; set; }

    /// <summary>Why the run failed; null as long as it has not.</summary>
    public RunFailure? Failure { get; set; }

    /// <summary>The exit code as things are.</summary>
    public RunExitCode ExitCode => Failure?.ExitCode ?? (Result?.Error is null ? RunExitCode.Done : RunExitCode.Failed);

    /// <summary>Does a step and keeps its duration, whether it ends well or not.</summary>
    public async Task<T> StepAsync<T>(string name, Func<Task<T>> step)
    {
        var started = time.GetTimestamp();
        try
        {
            return await step();
        }
        finally
        {
            _steps.Add(new RecordedStep(name, (long)time.GetElapsedTime(started).TotalMilliseconds));
        }
    }

    /// <summary>Whether an upload asked for the run: the trigger derives the id from what was uploaded.</summary>
    public bool IsRequestedByEvent => IsEvent(arguments);

    /// <summary>Who asked for a run, as records say it.</summary>
    public static string RequestedBy(RunArguments arguments) => IsEvent(arguments) ? "event" : "manual";

    /// <summary>The record as things are.</summary>
    public RunRecord ToRecord(IReadOnlyList<string> warnings) => new()
    {
        RunId = arguments.RunId,
        Stage = arguments.Stage,
        Database = arguments.Database,
        Command = arguments.Command.Name(),
        RequestedBy = RequestedBy(arguments),
        Outcome = Outcome().Name(),
        ExitCode = (int)ExitCode,
        StartedAt = _startedAt,
        FinishedAt = time.GetUtcNow(),
        Versions = new RecordedVersions(
            Assembly.GetExecutingAssembly().GetName().Version!.ToString(3),
            RuntimeInformation.FrameworkDescription,
            RuntimeInformation.OSDescription,
            ServerVersion),
        Target = Settings is { } settings ? TargetOf(settings) : null,
        CoveredBy = CoveredBy,
        Snapshot = Snapshot is { } snapshot
            ? new RecordedSnapshot(snapshot.Bucket, snapshot.TakenAt, snapshot.Objects, snapshot.Skipped, ReleaseOf(Release))
            : null,
        VersionBefore = Result is { } result ? result.VersionBefore : Before?.Version,
        VersionAfter = Result?.VersionAfter,
        Applied = Result?.Applied ?? [],
        Pending = Result?.Pending ?? [],
        Warnings = warnings,
        Error = Failure?.Error ?? Result?.Error,
        Steps = [.. _steps],
    };

    /// <summary>The record of a run that has not ended: it is waiting or running.</summary>
    public RunRecord ToOpenRecord(RunOutcome outcome, IReadOnlyList<string> warnings) => ToRecord(warnings) with
    {
        Outcome = outcome.Name(),
        ExitCode = null,
        FinishedAt = null,
    };

    /// <summary>Whether an upload asked for a run.</summary>
    public static bool IsEvent(RunArguments arguments) => arguments.RunId.StartsWith(EventRunIdPrefix, StringComparison.Ordinal);

    private static RecordedRelease? ReleaseOf(ReleaseManifest? manifest) =>
        manifest is null ? null : new RecordedRelease(manifest.CreatedAt, manifest.Commit, manifest.Author);

    private static RecordedTarget TargetOf(DatabaseSettings settings) => new(
        settings.Host,
        settings.Port,
        settings.DatabaseName,
        settings.IamUser is null ? "secret" : "iam",
        settings.SslMode switch
        {
            SslMode.VerifyFull => "verify-full",
            SslMode.VerifyCA => "verify-ca",
            SslMode.Require => "require",
            SslMode.Prefer => "prefer",
            SslMode.Allow => "allow",
            _ => "disable",
        });

    private RunOutcome Outcome() => ExitCode switch
    {
        RunExitCode.Done => CoveredBy is null ? RunOutcome.Succeeded : RunOutcome.Covered,
        var failed => RunOutcomes.OfFailure(failed),
    };
}
