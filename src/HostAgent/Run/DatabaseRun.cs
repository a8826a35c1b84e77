using System.Diagnostics.CodeAnalysis;
using Daybreak.HostAgent.Bootstrap;
using Daybreak.HostAgent.Run.Bucket;
using Daybreak.HostAgent.Run.Credentials;
using Daybreak.HostAgent.Run.Queue;
using Daybreak.HostAgent.Run.Record;
using Daybreak.HostAgent.Run.Settings;

namespace Daybreak.HostAgent.Run;

/// <summary>One run of one command on one database, from its settings to its result.</summary>
internal sealed class DatabaseRun(RunArguments arguments, RunEnvironment environment, AwsClients aws, RunLog log, TimeProvider time)
{
    /// <summary>Runs the command. It does not throw: whatever happens stands in the journal.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "A run is recorded whatever ended it.")]
    public async Task<RunJournal> ExecuteAsync(CancellationToken cancellationToken)
    {
        var journal = new RunJournal(arguments, time);
        try
        {
            await ExecuteAsync(journal, cancellationToken);
        }
        catch (Exception e)
        {
            journal.Failure = RunFailure.Of(e, log.Rewrite);
        }

        return journal;
    }

    private async Task ExecuteAsync(RunJournal journal, CancellationToken cancellationToken)
    {
        var settings = journal.Settings = await journal.StepAsync("settings", () => ReadSettingsAsync(cancellationToken));
        if (arguments.Command == DatabaseCommand.Bootstrap)
        {
            journal.Result = await journal.StepAsync("bootstrap", () => BootstrapAsync(settings, cancellationToken));
            return;
        }

        var records = new RunRecordWriter(aws.S3, settings.ResultsBucket, log);
        var objects = new LedgerObjects(aws.S3, settings.ResultsBucket, log, time);
        var ledger = new RunLedger(objects, records, time);
        if (journal.IsRequestedByEvent && await FindEarlierAsync(journal, settings, ledger))
        {
            return;
        }

        using var folder = RunFolder.Create(DatabaseDirectory, arguments.RunId);
        log.Rewrite = folder.ToKeys;
        var configuration = RunConfiguration.Create(settings, ParameterName, folder.Path);
        var opener = new DatabaseOpener(settings, CredentialsOf(settings), RunQueue.ApplicationNamePrefix + arguments.RunId, log, time)
        {
            Policy = RunConfiguration.Connecting(settings, ParameterName, folder.Path),
        };

        var report = new CrashReport(new RunEventPublisher(aws.Events, log, time), settings.ResultsBucket, log);
        var waiting = new WaitingLedger(objects, records, report, time);
        await using var place = await journal.StepAsync("queue", () => QueueAsync(opener, journal, waiting, cancellationToken));
        if (place.CoveredBy is { } other)
        {
            journal.CoveredBy = other;
            return;
        }

        // The run that it has waited for may have been another delivery of its own event.
        if (journal.IsRequestedByEvent && place.HasWaited && await FindEarlierAsync(journal, settings, ledger))
        {
            return;
        }

        var turn = new DatabaseTurn(arguments, aws, opener, DatabaseDirectory, log, time);
        if (arguments.Command.Changes())
        {
            var ledgers = new RunLedgers(ledger, waiting, report);
            await turn.RunRecordedAsync(ledgers, place, settings, configuration, folder, journal, cancellationToken);
        }
        else
        {
            await turn.RunAsync(settings, configuration, folder, journal, cancellationToken);
        }
    }

    private async Task<bool> FindEarlierAsync(RunJournal journal, DatabaseSettings settings, RunLedger ledger)
    {
        // Of any other outcome the request is still open: a redelivered event tries again.
        var earlier = await ledger.FindAsync(arguments.Database, arguments.RunId);
        if (earlier is null || earlier.Outcome != RunOutcome.Succeeded.Name() || earlier.Command != arguments.Command.Name())
        {
            return false;
        }

        journal.Earlier = earlier;
        journal.Location = $"s3://{settings.ResultsBucket}/{RunRecordWriter.Key(earlier)}";
        return true;
    }

    private string ParameterName => DatabaseSettingsReader.ParameterName(arguments.Stage, arguments.Database);

    private string DatabaseDirectory => Path.Combine(environment.WorkDirectory, arguments.Stage, arguments.Database);

    private Task<DatabaseSettings> ReadSettingsAsync(CancellationToken cancellationToken) =>
        new DatabaseSettingsReader(aws.Ssm, environment.RootCertificate).ReadAsync(arguments.Stage, arguments.Database, cancellationToken);

    private async Task<CommandResult> BootstrapAsync(DatabaseSettings settings, CancellationToken cancellationToken)
    {
        var secretArn = settings.AdminSecretArn ?? settings.SecretArn ?? throw RunFailedException.Configuration(
            $"The settings of database '{arguments.Database}' name no secret that may create databases. "
            + "Give 'adminSecretArn', or create database and role by hand (docs/deploy.md).");
        var credentials = new SecretCredentials(aws.Secrets, secretArn);
        var login = settings.SecretArn is { } loginArn && loginArn != secretArn
            ? await new SecretCredentials(aws.Secrets, loginArn).CandidatesAsync(cancellationToken).FirstAsync(cancellationToken)
            : null;
        return await new Bootstrapper(settings, login, InDatabase).RunAsync(cancellationToken);

        DatabaseOpener InDatabase(string name) =>
            new(settings with { DatabaseName = name }, credentials, RunQueue.ApplicationNamePrefix + arguments.RunId, log, time);
    }

    private ICredentialsSource CredentialsOf(DatabaseSettings settings) => settings.SecretArn is { } secretArn
        ? new SecretCredentials(aws.Secrets, secretArn)
        : new IamCredentials(settings, aws.Region);

    private async Task<QueuePlace> QueueAsync(
        DatabaseOpener opener, RunJournal journal, WaitingLedger waiting, CancellationToken cancellationToken)
    {
        if (!arguments.Command.Changes())
        {
            return QueuePlace.None;
        }

        var connection = await opener.OpenAsync(cancellationToken);
        journal.ServerVersion = connection.PostgreSqlVersion.ToString();
        var locks = new QueueLocks(connection, arguments.Stage, arguments.Database);
        return await new RunQueue(log, time).EnterAsync(arguments.Command, connection, locks, WaitsAsync, cancellationToken);

        Task WaitsAsync() => waiting.OpenAsync(journal.ToOpenRecord(RunOutcome.Waiting, log.Warnings), arguments.Command);
    }
}
