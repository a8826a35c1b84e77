using System.Diagnostics.CodeAnalysis;
using Daybreak.HostAgent.Release;
using Daybreak.HostAgent.Run.Bucket;
using Daybreak.HostAgent.Run.Credentials;
using Daybreak.HostAgent.Run.Gate;
using Daybreak.HostAgent.Run.History;
using Daybreak.HostAgent.Run.Queue;
using Daybreak.HostAgent.Run.Record;
using Daybreak.HostAgent.Run.Settings;
using Daybreak.MigrationEngine;
using Microsoft.Extensions.Logging.Abstractions;

namespace Daybreak.HostAgent.Run;

/// <summary>What a run does when its turn has come: snapshot, manifest, gate, command, record.</summary>
internal sealed class DatabaseTurn(
    RunArguments arguments,
    AwsClients aws,
    DatabaseOpener opener,
    string databaseDirectory,
    RunLog log,
    TimeProvider time)
{
    /// <summary>Runs with a record that is open from the beginning and closed before the lock is let go. It does not throw.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "A run is recorded whatever ended it.")]
    public async Task RunRecordedAsync(
        RunLedgers ledgers,
        QueuePlace place,
        DatabaseSettings settings,
        EngineConfiguration configuration,
        RunFolder folder,
        RunJournal journal,
        CancellationToken cancellationToken)
    {
        try
        {
            journal.Before = await new HistoryReader(configuration, opener.OpenAsync, time).ReadAsync(cancellationToken);
            await OpenRecordAsync(ledgers, place, journal.Before, journal, cancellationToken);
            await RunAsync(settings, configuration, folder, journal, cancellationToken);
        }
        catch (Exception e)
        {
            if (journal.Before is { } before && RunFailure.IsLostConnection(e))
            {
                await LookAfterAsync(configuration, before, journal, cancellationToken);
            }

            journal.Failure = RunFailure.Of(e, log.Rewrite);
        }

        journal.Location = await ledgers.Running.CloseAsync(journal.ToRecord(log.Warnings), journal.Before?.Rank ?? -1);
        journal.IsRecorded = true;
    }

    /// <summary>Runs the command on the bucket's snapshot.</summary>
    /// <exception cref="RunFailedException">The bucket is not complete, or the gate refuses it.</exception>
    /// <exception cref="MigrationEngine.Model.MigrationException">The command failed.</exception>
    public async Task RunAsync(
        DatabaseSettings settings,
        EngineConfiguration configuration,
        RunFolder folder,
        RunJournal journal,
        CancellationToken cancellationToken)
    {
        var snapshot = journal.Snapshot = await journal.StepAsync("snapshot", () => TakeSnapshotAsync(settings, configuration, folder, cancellationToken));
        foreach (var skipped in snapshot.Skipped)
        {
            log.Warning($"The object {skipped.Key} is left out: {skipped.Reason}. Upload it under another key.");
        }

        await FollowManifestAsync(snapshot, folder, journal, cancellationToken);
        var runner = new CommandRunner(configuration, opener, folder, log, time);
        await journal.StepAsync(arguments.Command.Name(), async () =>
        {
            await PassGateAsync(settings, configuration, cancellationToken);
            return await runner.RunAsync(arguments.Command, journal, cancellationToken);
        });
    }

    private async Task OpenRecordAsync(
        RunLedgers ledgers, QueuePlace place, HistoryState before, RunJournal journal, CancellationToken cancellationToken)
    {
        if (await ledgers.Running.CloseCrashedAsync(arguments.Database, before) is { } crashed)
        {
            await ledgers.Report.TellAsync(crashed);
        }

        await ledgers.Running.OpenAsync(journal.ToOpenRecord(RunOutcome.Running, log.Warnings), before.Rank);
        await ledgers.Waiting.CloseCrashedAsync(
            arguments.Database, arguments.RunId, command => place.IsWaitingPlaceVacantAsync(command, cancellationToken));
        // Only now, so that whoever waits next finds this record open as the running one; and before the bucket is listed, so that who asks
        // from now on waits for the next listing.
        await place.StopWaitingAsync(cancellationToken);
    }

    private Task<BucketSnapshot> TakeSnapshotAsync(
        DatabaseSettings settings, EngineConfiguration configuration, RunFolder folder, CancellationToken cancellationToken)
    {
        var names = new MigrationNames(configuration.SqlMigrationSuffixes);
        var cache = new ObjectCache(Path.Combine(databaseDirectory, "objects"));
        return new SnapshotTaker(new BucketReader(aws.S3, settings.Bucket), names, cache, time)
            .TakeAsync(folder, settings.SettleTime, cancellationToken);
    }

    private async Task FollowManifestAsync(BucketSnapshot snapshot, RunFolder folder, RunJournal journal, CancellationToken cancellationToken)
    {
        if (!snapshot.Objects.Any(o => o.Key == MirrorPath.ManifestKey))
        {
            return;
        }

        var json = await File.ReadAllTextAsync(Path.Combine(folder.Path, MirrorPath.ManifestKey), cancellationToken);
        var manifest = journal.Release = ManifestJson.Read(json);
        if (ManifestGate.Problems(manifest, snapshot.Objects) is { Count: > 0 } problems)
        {
            throw ManifestGate.Refusal(snapshot.Bucket, problems);
        }

        foreach (var key in ManifestGate.Unlisted(manifest, snapshot.Objects))
        {
            log.Warning($"The object {Printable.Quote(key)} is left out: the manifest does not list it. Release it with daybreak release.");
            File.Delete(Path.Combine(folder.Path, key));
        }
    }

    private async Task PassGateAsync(DatabaseSettings settings, EngineConfiguration configuration, CancellationToken cancellationToken)
    {
        if (arguments.Command != DatabaseCommand.Migrate || GateSettings.Of(settings, configuration) is not { } gate)
        {
            return;
        }

        var everything = configuration with
        {
            SkipDefaultCallbacks = true,
            InfoOfState = [],
            InfoSinceVersion = null,
            InfoUntilVersion = null,
            InfoSinceDate = null,
            InfoUntilDate = null,
        };
        var info = await new Engine(everything, opener.OpenAsync, NullLogger.Instance, time).InfoAsync(cancellationToken);
        if (MigrationGate.Problems(info.Migrations, gate) is { Count: > 0 } problems)
        {
            throw MigrationGate.Refusal(problems);
        }
    }

    // Which migrations are committed only the history knows: the last COMMIT may have arrived though its answer did not.
    private async Task LookAfterAsync(
        EngineConfiguration configuration, HistoryState before, RunJournal journal, CancellationToken cancellationToken)
    {
        try
        {
            var after = await new HistoryReader(configuration, opener.OpenAsync, time).ReadAsync(cancellationToken);
            var applied = after.AppliedAfter(before.Rank);
            journal.Result = new CommandResult(
                $"The connection to the database was lost. Committed: {applied.Count} migrations"
                + string.Concat(applied.Select(m => $"\n- {m.File}"))
                + $"\nThe schema's version is {after.Version ?? "<< Empty Schema >>"}. Run the command again to go on.")
            {
                VersionBefore = before.Version,
                VersionAfter = after.Version,
                Applied = applied,
            };
        }
        catch (Exception e) when (e is RunFailedException or MigrationEngine.Model.MigrationException or Npgsql.NpgsqlException)
        {
            log.Warning($"What was committed before the connection was lost could not be read: {e.Message} Run info when the database is back.");
        }
    }
}
