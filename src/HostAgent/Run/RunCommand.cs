using Daybreak.HostAgent.Run.Answers;
using Daybreak.HostAgent.Run.Record;

namespace Daybreak.HostAgent.Run;

/// <summary><c>daybreak run</c>: a command on a database that is configured in SSM Parameter Store.</summary>
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
    internal static async Task<int> ExecuteAsync(
        IReadOnlyList<string> arguments,
        Func<string, string?> variable,
        TextWriter output,
        TextWriter error,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (arguments.Contains("--help"))
        {
            await output.WriteLineAsync($"Usage: {RunArguments.Usage}\nCommands: {DatabaseCommands.Names}");
            return (int)RunExitCode.Done;
        }

        var problems = new List<string>();
        if (arguments is not ["run", ..])
        {
            problems.Add($"Unknown command {Printable.Quote(arguments.Count == 0 ? string.Empty : arguments[0])}; give run.");
        }

        var environment = RunEnvironment.Read(variable, problems);
        if (RunArguments.Parse([.. arguments.Skip(1)], environment.Stage, problems) is not { } parsed || problems.Count > 0)
        {
            await error.WriteLineAsync($"{string.Join('\n', problems)}\nUsage: {RunArguments.Usage}");
            return (int)RunExitCode.Configuration;
        }

        SystemCertificates.ReadAhead();
        var log = new RunLog(error, time);
        try
        {
            using var aws = AwsClients.Create(environment);
            return await ExecuteAsync(parsed, environment, aws, output, log, time, cancellationToken);
        }
        catch (RunFailedException e)
        {
            // Without clients there is neither a record nor an event.
            log.Error(e.Message);
            return (int)e.ExitCode;
        }
    }

    private static async Task<int> ExecuteAsync(
        RunArguments arguments,
        RunEnvironment environment,
        AwsClients aws,
        TextWriter output,
        RunLog log,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var journal = await new DatabaseRun(arguments, environment, aws, log, time).ExecuteAsync(cancellationToken);
        if (journal.Earlier is { } earlier)
        {
            await output.WriteLineAsync($"Run {earlier.RunId} has succeeded already ({earlier.FinishedAt:u}): nothing was done again.");
            await output.WriteLineAsync(RunSummary.Of(earlier, journal.Location).ToJson());
            return (int)RunExitCode.Done;
        }

        var record = journal.ToRecord(log.Warnings);
        // Where records go is one of the settings: as long as they are unknown, only the event tells.
        var location = journal.IsRecorded ? journal.Location
            : journal.Settings is { } settings
            ? await new RunRecordWriter(aws.S3, settings.ResultsBucket, log).WriteAsync(record, time)
            : null;
        await new RunEventPublisher(aws.Events, log, time).PublishAsync(record, location);

        await output.WriteLineAsync(RunText.Of(record, journal.Result, location));
        await output.WriteLineAsync(RunSummary.Of(record, location).ToJson());
        return (int)journal.ExitCode;
    }
}
