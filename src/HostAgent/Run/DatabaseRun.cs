using System.Diagnostics.CodeAnalysis;
using Daybreak.HostAgent.Bootstrap;
using Daybreak.HostAgent.Run.Credentials;
using Daybreak.HostAgent.Run.Fleet;
using Daybreak.HostAgent.Run.Queue;
using Daybreak.HostAgent.Run.Record;
using Daybreak.HostAgent.Run.Settings;
using Daybreak.MigrationEngine;
using Npgsql;

namespace Daybreak.HostAgent.Run;

/// <summary>One run of one command on one database, from its settings to its record.</summary>
/// <param name="arguments">What was asked for; the database is the member.</param>
/// <param name="member">The database.</param>
/// <param name="services">What it shares with other databases of the run.</param>
/// <param name="log">The log about this database.</param>
/// <param name="isOfFleet">Whether other databases, and maybe other hosts, take part in the run.</param>
internal sealed class DatabaseRun(RunArguments arguments, RunMember member, RunServices services, RunLog log, bool isOfFleet)
{
    /// <summary>Runs the command and records it. It does not throw: whatever happens stands in the journal.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "A run is recorded whatever ended it.")]
    public async Task ExecuteAsync(RunJournal journal, CancellationToken cancellationToken)
    {
        try
        {
            journal.Settings = member.Settings;
            await ExecuteAsync(journal, member.Problem is null ? member.Settings! : throw member.Problem, cancellationToken);
        }
        catch (Exception e)
        {
            journal.Failure = RunFailure.Of(e, log.Rewrite);
        }

        // Where records go is one of the settings. Another host of this run writes the record of what it does.
        if (!journal.IsRecorded && journal.Settings is { } settings && journal.CoveredBy != arguments.RunId)
        {
            journal.Location = await Records(settings).WriteAsync(journal.ToRecord(log.Warnings), services.Time);
        }
    }

    private async Task ExecuteAsync(RunJournal journal, DatabaseSettings settings, CancellationToken cancellationToken)
    {
        if (arguments.Command == DatabaseCommand.Bootstrap)
        {
            journal.Result = await journal.StepAsync("bootstrap", () => BootstrapAsync(settings, cancellationToken));
            return;
        }

        var ledgers = Ledgers(settings);
        var mayBeTwice = journal.IsRequestedByEvent && !isOfFleet;
        // Connecting takes its time, and so does the look for an earlier run: both are begun at once.
        var looking = mayBeTwice ? ledgers.Running.FindAsync(arguments.Database, arguments.RunId) : Task.FromResult<RunRecord?>(null);
        EngineConfiguration configuration;
        DatabaseOpener opener;
        try
        {
            // Whatever is wrong with the Flyway settings is told before anything is touched; the mirror is not there yet.
            configuration = RunConfiguration.Create(settings, member.Parameter, services.Environment.WorkDirectory);
            opener = services.Opener(member, arguments.RunId, log);
        }
        catch (RunFailedException)
        {
            if (await looking is { } succeeded && IsDone(succeeded))
            {
                AnswerWith(succeeded, journal, settings);
                return;
            }

            throw;
        }

        await using var connecting = new ConnectionAhead(opener, cancellationToken);
        if (arguments.Command.Changes())
        {
            connecting.Begin();
        }

        var earlier = await looking;
        if (earlier is not null && IsDone(earlier))
        {
            AnswerWith(earlier, journal, settings);
            return;
        }

        await using var place = await journal.StepAsync("queue", () => QueueAsync(connecting, journal, ledgers, cancellationToken));
        // The run that went first may have been another delivery of its own event, and may have ended while this one connected.
        var first = mayBeTwice && (earlier is not null || place.HasWaited || place.CoveredBy is not null)
            ? await FindDoneAsync(ledgers.Running)
            : null;
        if (first is not null && !place.HadWaitingPlace)
        {
            AnswerWith(first, journal, settings);
            return;
        }

        // Who had the waiting place reads the bucket nevertheless: others may be covered by it.
        journal.IsRepeated = first is not null;
        if (place.CoveredBy is { } other)
        {
            journal.CoveredBy = other;
            // The record of a delivery that runs, waits, or has succeeded is not this one's to write over.
            if ((first ?? (mayBeTwice && !place.HadWaitingPlace ? await FindOpenAsync(ledgers.Running) : null)) is { } kept)
            {
                (journal.IsRecorded, journal.Location) = (true, LocationOf(kept, settings));
            }

            return;
        }

        var turn = new DatabaseTurn(arguments, member, services, opener, configuration, log);
        if (arguments.Command.Changes())
        {
            await turn.RunRecordedAsync(ledgers, place, isOfFleet, journal, cancellationToken);
        }
        else
        {
            await turn.RunAsync(journal, cancellationToken);
        }
    }

    private RunLedgers Ledgers(DatabaseSettings settings)
    {
        var objects = new LedgerObjects(services.Aws.S3, settings.ResultsBucket, log, services.Time);
        var report = new CrashReport(services.Events, settings.ResultsBucket, log);
        var marks = services.OpenRuns(settings.ResultsBucket);
        return new RunLedgers(
            new RunLedger(objects, Records(settings), marks, services.Time),
            new WaitingLedger(objects, Records(settings), report, marks, services.Time),
            marks,
            report);
    }

    private RunRecordWriter Records(DatabaseSettings settings) => new(services.Aws.S3, settings.ResultsBucket, log);

    private async Task<RunRecord?> FindOpenAsync(RunLedger ledger) =>
        await ledger.FindAsync(arguments.Database, arguments.RunId) is { } found
        && (found.Outcome == RunOutcome.Running.Name() || found.Outcome == RunOutcome.Waiting.Name())
            ? found
            : null;

    private async Task<RunRecord?> FindDoneAsync(RunLedger ledger) =>
        await ledger.FindAsync(arguments.Database, arguments.RunId) is { } found && IsDone(found) ? found : null;

    // Of any other outcome the request is still open: a redelivered event tries again.
    private bool IsDone(RunRecord earlier) => earlier.Outcome == RunOutcome.Succeeded.Name() && earlier.Command == arguments.Command.Name();

    private static string LocationOf(RunRecord record, DatabaseSettings settings) => $"s3://{settings.ResultsBucket}/{RunRecordWriter.Key(record)}";

    private static void AnswerWith(RunRecord earlier, RunJournal journal, DatabaseSettings settings)
    {
        journal.Earlier = earlier;
        journal.Location = LocationOf(earlier, settings);
        journal.IsRecorded = true;
    }

    private async Task<CommandResult> BootstrapAsync(DatabaseSettings settings, CancellationToken cancellationToken)
    {
        var secretArn = settings.AdminSecretArn ?? settings.SecretArn ?? throw RunFailedException.Configuration(
            $"The settings of database '{arguments.Database}' name no secret that may create databases. "
            + "Give 'adminSecretArn', or create database and role by hand (docs/deploy.md).");
        var credentials = services.Secret(secretArn);
        var login = settings.SecretArn is { } loginArn && loginArn != secretArn
            ? await services.Secret(loginArn).CurrentAsync(cancellationToken)
            : null;
        return await new Bootstrapper(settings, login, InDatabase).RunAsync(cancellationToken);

        DatabaseOpener InDatabase(string name) => new(
            settings with { DatabaseName = name },
            credentials,
            RunQueue.ApplicationNamePrefix + arguments.RunId,
            services.Unreachable,
            log,
            services.Time);
    }

    private async Task<QueuePlace> QueueAsync(
        ConnectionAhead connecting, RunJournal journal, RunLedgers ledgers, CancellationToken cancellationToken)
    {
        if (!arguments.Command.Changes())
        {
            return QueuePlace.None;
        }

        var queue = new RunQueue(log, services.Time)
        {
            SharedRunId = isOfFleet ? arguments.RunId : null,
            RepeatedRunId = journal.IsRequestedByEvent && !isOfFleet ? arguments.RunId : null,
        };
        return await queue.EnterAsync(arguments.Command, connecting.TakeAsync, LocksOn, WaitsAsync, cancellationToken);

        QueueLocks LocksOn(NpgsqlConnection connection)
        {
            journal.ServerVersion = connection.PostgreSqlVersion.ToString();
            return new QueueLocks(connection, arguments.Stage, arguments.Database);
        }

        Task WaitsAsync() => ledgers.Waiting.OpenAsync(journal.ToOpenRecord(RunOutcome.Waiting, log.Warnings), arguments.Command);
    }
}
