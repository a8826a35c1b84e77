using Daybreak.HostAgent.Run.Bucket;
using Daybreak.HostAgent.Run.Queue;
using Daybreak.HostAgent.Run.Record;

namespace Daybreak.HostAgent.Run.Fleet;

/// <summary>A run of many databases: each is a run of its own, and no failure of one stops another unless that was asked for.</summary>
/// <param name="arguments">What was asked for.</param>
/// <param name="members">The databases.</param>
/// <param name="finder">Finds them again where the run has waited for its turn.</param>
/// <param name="services">What they share.</param>
/// <param name="log">The log.</param>
internal sealed class FleetRun(RunArguments arguments, FleetMembers members, MemberFinder finder, RunServices services, RunLog log)
{
    /// <summary>
    /// How many databases are worked on at a time where nobody says: enough to keep two processors busy with what a database that is up to date
    /// needs, and far below every server's max_connections.
    /// </summary>
    public const int DefaultParallel = 16;

    private readonly DateTimeOffset _startedAt = services.Time.GetUtcNow();
    private FleetMembers _members = members;

    private int AtATime => arguments.Parallel ?? _members.Fleet?.Settings!.Parallel ?? DefaultParallel;

    /// <summary>Runs the command in all of them. It does not throw: whatever happens stands in the record.</summary>
    public async Task<FleetRecord> ExecuteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var place = await QueueAsync(cancellationToken);
            if (place.CoveredBy is { } other && other != arguments.RunId)
            {
                return Record([], coveredBy: other);
            }

            if (place.HasWaited)
            {
                // Whoever asked meanwhile is covered by this run, perhaps for a database that has been added, or a setting that was changed.
                _members = await finder.FindAsync(cancellationToken);
            }

            await LookAtBucketAsync(cancellationToken);
            return Record(await RunMembersAsync(cancellationToken));
        }
        catch (Exception e) when (e is RunFailedException or OperationCanceledException or Npgsql.NpgsqlException or IOException)
        {
            return Record([.. _members.All.Select(m => FleetMemberRecord.NotBegun(m.Name))], RunFailure.Of(e, text => text));
        }
    }

    // Many uploads ask for many runs of the fleet: one runs, one waits, the others are covered, as with a single database. A part of the fleet
    // covers none of them.
    private async Task<QueuePlace> QueueAsync(CancellationToken cancellationToken)
    {
        if (_members is not { Fleet: { } fleet, IsWhole: true } || !arguments.Command.Changes())
        {
            return QueuePlace.None;
        }

        var place = await new RunQueue(log, services.Time) { SharedRunId = arguments.RunId }.EnterAsync(
            arguments.Command,
            services.Opener(fleet, arguments.RunId, log).OpenAsync,
            connection => new QueueLocks(connection, arguments.Stage, fleet.Name),
            () => Task.CompletedTask,
            cancellationToken);
        // Before the bucket is listed: who asks from now on has to wait for the next listing.
        await place.StopWaitingAsync(cancellationToken);
        return place;
    }

    // A bucket that no run may work with is one failure, not one of each database.
    private async Task LookAtBucketAsync(CancellationToken cancellationToken)
    {
        if (_members.Fleet is not { } fleet || arguments.Command == DatabaseCommand.Bootstrap)
        {
            return;
        }

        var configuration = RunConfiguration.Create(fleet.Settings!, fleet.Parameter, services.Environment.WorkDirectory);
        var mirror = await services.Mirrors.CurrentAsync(
            fleet.Settings!, new MigrationNames(configuration.SqlMigrationSuffixes), cancellationToken);
        if (mirror.Refusal is { } refusal)
        {
            throw refusal;
        }
    }

    private async Task<IReadOnlyList<FleetMemberRecord>> RunMembersAsync(CancellationToken cancellationToken)
    {
        var records = new FleetMemberRecord[_members.All.Count];
        var hasFailed = false;
        // Not cancelled itself: a database that was not begun has its place in the record.
        await Parallel.ForAsync(0, records.Length, new ParallelOptions { MaxDegreeOfParallelism = AtATime }, async (i, _) =>
        {
            var stops = cancellationToken.IsCancellationRequested || (arguments.FailFast && Volatile.Read(ref hasFailed));
            records[i] = stops ? FleetMemberRecord.NotBegun(_members.All[i].Name) : await RunAsync(_members.All[i], cancellationToken);
            if (records[i].HasFailed)
            {
                Volatile.Write(ref hasFailed, true);
            }
        });
        return records;
    }

    private async Task<FleetMemberRecord> RunAsync(RunMember member, CancellationToken cancellationToken)
    {
        var one = arguments with { Database = member.Name };
        var memberLog = log.About(member.Name);
        var journal = new RunJournal(one, services.Time);
        await new DatabaseRun(one, member, services, memberLog, isOfFleet: true).ExecuteAsync(journal, cancellationToken);
        var record = FleetMemberRecord.Of(journal.ToRecord([]), journal.Location);
        if (record.Error is { } error)
        {
            memberLog.Error($"{error.Code}: {error.Message}");
        }
        else if (record.Applied > 0)
        {
            log.Information($"{member.Name}: applied {record.Applied}, now at version {record.VersionAfter} ({record.Milliseconds} ms)");
        }

        return record;
    }

    private FleetRecord Record(IReadOnlyList<FleetMemberRecord> records, RunFailure? failure = null, string? coveredBy = null)
    {
        var exitCode = failure?.ExitCode ?? FleetOutcome.ExitCode(records);
        return new FleetRecord
        {
            RunId = arguments.RunId,
            Stage = arguments.Stage,
            Database = arguments.Database,
            Command = arguments.Command.Name(),
            RequestedBy = RunJournal.RequestedBy(arguments),
            Host = services.Environment.Host,
            Outcome = (coveredBy is not null ? RunOutcome.Covered
                : exitCode == RunExitCode.Done ? RunOutcome.Succeeded
                : RunOutcomes.OfFailure(exitCode)).Name(),
            ExitCode = (int)exitCode,
            StartedAt = _startedAt,
            FinishedAt = services.Time.GetUtcNow(),
            Parallel = AtATime,
            CoveredBy = coveredBy,
            Counts = FleetCounts.Of(records),
            Error = failure is null ? FleetOutcome.Error(records) : RunSummaryError.Of(failure.Error),
            Members = records,
        };
    }
}
