using System.Diagnostics.CodeAnalysis;
using Daybreak.HostAgent.Run.Bucket;
using Daybreak.HostAgent.Run.Credentials;
using Daybreak.HostAgent.Run.Fleet;
using Daybreak.HostAgent.Run.Gate;
using Daybreak.HostAgent.Run.History;
using Daybreak.HostAgent.Run.Queue;
using Daybreak.HostAgent.Run.Record;
using Daybreak.HostAgent.Run.Settings;
using Daybreak.MigrationEngine;
using Daybreak.MigrationEngine.Results;
using Npgsql;

namespace Daybreak.HostAgent.Run;

/// <summary>What a run does when its turn has come: snapshot, gate, command, record.</summary>
internal sealed class DatabaseTurn(
    RunArguments arguments,
    RunMember member,
    RunServices services,
    DatabaseOpener opener,
    EngineConfiguration configuration,
    RunLog log)
{
    private static readonly TimeSpan LastLook = TimeSpan.FromSeconds(10);

    private RunMember _member = member;
    private EngineConfiguration _configuration = configuration;

    /// <summary>
    /// Runs with a record that is open from before anything is changed until the end, and closed before the lock is let go. It does not throw.
    /// </summary>
    /// <param name="ledgers">Keep the record.</param>
    /// <param name="place">The run's turn. Nothing that may run a script uses its connection.</param>
    /// <param name="isShared">Whether other hosts do the same run.</param>
    /// <param name="journal">What is known of the run.</param>
    /// <param name="cancellationToken">Ends it.</param>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "A run is recorded whatever ended it.")]
    public async Task RunRecordedAsync(
        RunLedgers ledgers, QueuePlace place, bool isShared, RunJournal journal, CancellationToken cancellationToken)
    {
        try
        {
            await using var connecting = new ConnectionAhead(opener, cancellationToken);
            if (arguments.Command == DatabaseCommand.Migrate && journal.IsRequestedByEvent && !isShared)
            {
                // Something was uploaded: most likely there is something to apply.
                connecting.Begin();
            }

            var migrations = await TakeTurnAsync(ledgers, place, isShared, journal, cancellationToken);
            await journal.StepAsync(arguments.Command.Name(), () => arguments.Command == DatabaseCommand.Migrate
                ? MigrateAsync(migrations, ledgers.Running, place.Connection!, connecting, journal, cancellationToken)
                : ChangeAsync(migrations, ledgers.Running, journal, cancellationToken));
        }
        catch (Exception e)
        {
            var isLost = RunFailure.IsLostConnection(e);
            // The engine tells what a failed migration left applied; what else ends a migrate does not say it.
            var isUntold = arguments.Command == DatabaseCommand.Migrate && ledgers.Running.IsOpen && journal.Result is null;
            if (journal.Before is { } before && (isLost || isUntold))
            {
                await LookAfterAsync(before, isLost, journal, cancellationToken);
            }

            journal.Failure = RunFailure.Of(e, log.Rewrite);
        }

        // Another delivery of the event may have done it all between this one's look for its record and its turn.
        var keepsEarlier = isShared || journal.IsRepeated || journal.IsRequestedByEvent;
        journal.Location = await ledgers.Running.CloseAsync(
            journal.ToRecord(log.Warnings), journal.Before?.Rank ?? -1, keepsEarlier, TellAsync);
        journal.IsRecorded = true;

        // A fleet has one event, whatever the number of its databases.
        async Task TellAsync(string? location)
        {
            if (!isShared)
            {
                await services.Events.PublishAsync(journal.ToRecord(log.Warnings), location);
                journal.IsTold = true;
            }
        }
    }

    /// <summary>Runs a command that changes nothing on the bucket's snapshot.</summary>
    /// <exception cref="RunFailedException">The bucket is not complete.</exception>
    /// <exception cref="MigrationEngine.Model.MigrationException">The command failed.</exception>
    public async Task RunAsync(RunJournal journal, CancellationToken cancellationToken)
    {
        var migrations = await MirrorAsync(journal, cancellationToken);
        await journal.StepAsync(
            arguments.Command.Name(), () => Runner(migrations).RunAsync(arguments.Command, journal, cancellationToken));
    }

    // Who has waited lets its waiting place go before the bucket is listed. Who has not need not wait for the records before it lists.
    private async Task<MirroredMigrations> TakeTurnAsync(
        RunLedgers ledgers, QueuePlace place, bool isShared, RunJournal journal, CancellationToken cancellationToken)
    {
        if (place.HasWaited)
        {
            await CloseOthersAsync(ledgers, place, isShared, journal, cancellationToken);
            await ReadSettingsAgainAsync(journal, cancellationToken);
            return await MirrorAsync(journal, cancellationToken);
        }

        var mirroring = MirrorAsync(journal, cancellationToken);
        await Task.WhenAll(CloseOthersAsync(ledgers, place, isShared, journal, cancellationToken), mirroring);
        return await mirroring;
    }

    // Whoever asked while this run waited is covered by it, perhaps for a setting that was changed. The lock is that of one database on one server. A
    // member of a fleet has the settings that the fleet's run has read.
    private async Task ReadSettingsAgainAsync(RunJournal journal, CancellationToken cancellationToken)
    {
        if (_member.Parameter != DatabaseSettingsReader.ParameterName(arguments.Stage, arguments.Database))
        {
            return;
        }

        var again = await services.Settings.ReadAsync(arguments.Stage, arguments.Database, cancellationToken);
        var (now, before) = (again.Problem is null ? again.Settings! : throw again.Problem, _member.Settings!);
        if ((now.Host, now.Port, now.DatabaseName, now.IsFleet, now.ResultsBucket)
            != (before.Host, before.Port, before.DatabaseName, before.IsFleet, before.ResultsBucket))
        {
            throw RunFailedException.Configuration(
                $"The SSM parameter '{again.Parameter}' names another database, server or results bucket than when the run began to wait for its turn. "
                + "Send the command again.");
        }

        _configuration = RunConfiguration.Create(now, again.Parameter, services.Environment.WorkDirectory);
        _member = again;
        journal.Settings = now;
    }

    private async Task CloseOthersAsync(
        RunLedgers ledgers, QueuePlace place, bool isShared, RunJournal journal, CancellationToken cancellationToken)
    {
        // One database asks for its records; many see first whether there may be any.
        var mayBeOpen = !isShared || await ledgers.Marks.MayHaveAsync(arguments.Database);
        if (mayBeOpen
            && await ledgers.Running.CloseCrashedAsync(arguments.Database, () => ReadHistoryAsync(cancellationToken)) is { } killed)
        {
            if (!isShared || killed.Outcome == RunOutcome.Crashed.Name())
            {
                await ledgers.Report.TellAsync(killed);
            }

            await ledgers.Marks.UnmarkAsync(killed.Database, killed.RunId);
        }

        if (place.HasWaited && !journal.IsRepeated)
        {
            await OpenRecordAsync(ledgers.Running, await ReadHistoryAsync(cancellationToken), journal);
        }

        if (mayBeOpen)
        {
            await ledgers.Waiting.CloseCrashedAsync(
                arguments.Database, arguments.RunId, command => place.IsWaitingPlaceVacantAsync(command, cancellationToken));
        }

        // Only now, so that whoever waits next finds this record open as the running one; and before the bucket is listed, so that who asks
        // from now on waits for the next listing.
        await place.StopWaitingAsync(cancellationToken);
    }

    private async Task OpenRecordAsync(RunLedger ledger, HistoryState before, RunJournal journal)
    {
        journal.Before = before;
        if (!ledger.IsOpen)
        {
            await ledger.OpenAsync(journal.ToOpenRecord(RunOutcome.Running, log.Warnings), before.Rank);
        }
    }

    private async Task<MirroredMigrations> MirrorAsync(RunJournal journal, CancellationToken cancellationToken)
    {
        var names = new MigrationNames(_configuration.SqlMigrationSuffixes);
        var mirror = await journal.StepAsync("snapshot", () => services.Mirrors.CurrentAsync(_member.Settings!, names, cancellationToken));
        log.Rewrite = mirror.Folder.ToKeys;
        (journal.Snapshot, journal.Release) = (mirror.Snapshot, mirror.Release);
        foreach (var warning in mirror.Warnings)
        {
            log.Keep(warning);
        }

        return mirror.Refusal is null ? mirror.For(_member) : throw mirror.Refusal;
    }

    // Where nothing is to be done no script runs: then the connection that is there already will do, and there is no record to open.
    private async Task<CommandResult> MigrateAsync(
        MirroredMigrations migrations,
        RunLedger ledger,
        NpgsqlConnection locked,
        ConnectionAhead connecting,
        RunJournal journal,
        CancellationToken cancellationToken)
    {
        await using var own = migrations.Configuration.InitSql is null ? null : await opener.OpenAsync(cancellationToken);
        var engine = new Engine(migrations.Configuration, opener.OpenAsync, log, services.Time, migrations.Files);
        await using (var session = await engine.OpenAsync(own ?? locked, cancellationToken))
        {
            var comparison = await session.CompareAsync(cancellationToken);
            journal.Before = HistoryState.Of(comparison);
            PassGate(migrations.Configuration, comparison);
            if (comparison.IsUpToDate)
            {
                return journal.Result = Runner(migrations).Migrated(session.Migrate());
            }
        }

        connecting.Begin();
        await OpenRecordAsync(ledger, journal.Before, journal);
        return await Runner(migrations, connecting.TakeAsync).RunAsync(arguments.Command, journal, cancellationToken);
    }

    private async Task<CommandResult> ChangeAsync(
        MirroredMigrations migrations, RunLedger ledger, RunJournal journal, CancellationToken cancellationToken)
    {
        await OpenRecordAsync(ledger, await ReadHistoryAsync(cancellationToken), journal);
        return await Runner(migrations).RunAsync(arguments.Command, journal, cancellationToken);
    }

    private CommandRunner Runner(MirroredMigrations migrations, Func<CancellationToken, ValueTask<NpgsqlConnection>>? connect = null) =>
        new(migrations, connect ?? opener.OpenAsync, log, services.Time);

    private Task<HistoryState> ReadHistoryAsync(CancellationToken cancellationToken) =>
        new HistoryReader(_configuration, opener.OpenAsync, services.Time).ReadAsync(cancellationToken);

    private void PassGate(EngineConfiguration mirrored, MigrationComparison comparison)
    {
        if (GateSettings.Of(_member.Settings!, mirrored) is { } gate
            && MigrationGate.Problems(comparison.Migrations, gate) is { Count: > 0 } problems)
        {
            throw MigrationGate.Refusal(problems);
        }
    }

    // Which migrations are committed only the history knows: the last COMMIT may have arrived though its answer did not.
    private async Task LookAfterAsync(HistoryState before, bool isLost, RunJournal journal, CancellationToken cancellationToken)
    {
        // A run that was cancelled has little time left.
        using var last = new CancellationTokenSource(LastLook, services.Time);
        try
        {
            var after = await ReadHistoryAsync(cancellationToken.IsCancellationRequested ? last.Token : cancellationToken);
            var applied = after.AppliedAfter(before.Rank);
            journal.Result = new CommandResult(
                $"{(isLost ? "The connection to the database was lost. " : string.Empty)}Committed: {applied.Count} migrations"
                + string.Concat(applied.Select(m => $"\n- {m.File}"))
                + $"\nThe schema's version is {after.Version ?? "<< Empty Schema >>"}. Run the command again to go on.")
            {
                VersionBefore = before.Version,
                VersionAfter = after.Version,
                Applied = applied,
            };
        }
        catch (Exception e) when (e is RunFailedException or MigrationEngine.Model.MigrationException or NpgsqlException or OperationCanceledException)
        {
            log.Warning($"What had been committed by then could not be read: {e.Message} Run info when the database is back.");
        }
    }
}
