using Daybreak.HostAgent.Run.Answers;
using Daybreak.HostAgent.Run.Fleet;
using Daybreak.HostAgent.Run.Record;

namespace Daybreak.HostAgent.Run;

/// <summary><c>daybreak run</c>: a command on a database, or on many, that is configured in SSM Parameter Store.</summary>
internal static class RunCommand
{
    /// <summary>Runs the command in this process's environment.</summary>
    /// <param name="arguments">All arguments of the program, the first one is <c>run</c>.</param>
    /// <param name="output">The answer; its last line is a JSON summary.</param>
    /// <param name="error">Everything else.</param>
    /// <param name="cancellationToken">Ends the run; it is recorded nevertheless.</param>
    /// <returns>The exit code: see <see cref="RunExitCode"/>.</returns>
    public static Task<int> ExecuteAsync(
        IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken) =>
        ExecuteAsync(arguments, Environment.GetEnvironmentVariable, output, error, TimeProvider.System, cancellationToken);

    /// <summary>Runs the command in a given environment.</summary>
    internal static Task<int> ExecuteAsync(
        IReadOnlyList<string> arguments,
        Func<string, string?> variable,
        TextWriter output,
        TextWriter error,
        TimeProvider time,
        CancellationToken cancellationToken) =>
        new CommandEntry(arguments, variable, output, error).ExecuteAsync(
            $"{RunArguments.Usage}\nCommands: {DatabaseCommands.Names}",
            (given, environment, problems) => RunArguments.Parse(given, environment.Stage, problems),
            (parsed, environment, aws) => ExecuteAsync(parsed, environment, aws, output, new RunLog(error, time), time, cancellationToken));

    private static async Task<RunExitCode> ExecuteAsync(
        RunArguments arguments,
        RunEnvironment environment,
        AwsClients aws,
        TextWriter output,
        RunLog log,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        SystemCertificates.ReadAhead();
        using var services = new RunServices(aws, environment, arguments, log, time);
        var journal = new RunJournal(arguments, time);
        var finder = new MemberFinder(services, arguments, log);
        var members = await FindAsync(finder, arguments, journal, cancellationToken);
        return members.IsFleet
            ? await RunFleetAsync(arguments, members, finder, services, output, log, cancellationToken)
            : await RunOneAsync(arguments, members.All[0], services, journal, output, log, cancellationToken);
    }

    // What is wrong with the whole selection is told by a run as what is wrong with one database is.
    private static async Task<FleetMembers> FindAsync(
        MemberFinder finder, RunArguments arguments, RunJournal journal, CancellationToken cancellationToken)
    {
        try
        {
            return await journal.StepAsync("settings", () => finder.FindAsync(cancellationToken));
        }
        catch (Exception e) when (e is RunFailedException or OperationCanceledException)
        {
            return new FleetMembers([new RunMember(arguments.Database, string.Empty) { Problem = e }], IsFleet: false);
        }
    }

    private static async Task<RunExitCode> RunOneAsync(
        RunArguments arguments,
        RunMember member,
        RunServices services,
        RunJournal journal,
        TextWriter output,
        RunLog log,
        CancellationToken cancellationToken)
    {
        var own = log.About(null);
        await new DatabaseRun(arguments, member, services, own, isOfFleet: false).ExecuteAsync(journal, cancellationToken);
        if (journal.Earlier is { } earlier)
        {
            await output.WriteLineAsync(DoneAlready(earlier.RunId, earlier.FinishedAt));
            await output.WriteLineAsync(RunSummary.Of(earlier, journal.Location).ToJson());
            return RunExitCode.Done;
        }

        var record = journal.ToRecord(own.Warnings);
        if (!journal.IsTold)
        {
            await services.Events.PublishAsync(record, journal.Location);
        }

        await output.WriteLineAsync(RunText.Of(record, journal.Result, journal.Location));
        await output.WriteLineAsync(RunSummary.Of(record, journal.Location).ToJson());
        return journal.ExitCode;
    }

    private static async Task<RunExitCode> RunFleetAsync(
        RunArguments arguments,
        FleetMembers members,
        MemberFinder finder,
        RunServices services,
        TextWriter output,
        RunLog log,
        CancellationToken cancellationToken)
    {
        var results = members.All.Select(m => m.Settings?.ResultsBucket).FirstOrDefault(bucket => bucket is not null);
        var records = results is null ? null : new FleetRecordWriter(services.Aws.S3, results, log, services.Time);
        if (RunJournal.IsEvent(arguments) && records is not null
            && await records.FindAsync(arguments.RunId, services.Environment.Host) is ({ ExitCode: (int)RunExitCode.Done, CoveredBy: null } earlier, var place))
        {
            await output.WriteLineAsync(DoneAlready(earlier.RunId, earlier.FinishedAt));
            await output.WriteLineAsync(FleetSummary.Of(earlier, place).ToJson());
            return RunExitCode.Done;
        }

        var record = await new FleetRun(arguments, members, finder, services, log).ExecuteAsync(cancellationToken);
        var location = records is null ? null : await records.WriteAsync(record);
        await services.Events.PublishAsync(record, location);
        await output.WriteLineAsync(AnswerLength.Cut(FleetText.Of(record), location));
        await output.WriteLineAsync(FleetSummary.Of(record, location).ToJson());
        return (RunExitCode)record.ExitCode;
    }

    private static string DoneAlready(string runId, DateTimeOffset? at) => $"Run {runId} has succeeded already ({at:u}): nothing was done again.";
}
