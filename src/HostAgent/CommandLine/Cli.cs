using System.Diagnostics.CodeAnalysis;
using Daybreak.HostAgent.Bootstrap;
using Daybreak.HostAgent.Configuration;
using Daybreak.HostAgent.Connecting;
using Daybreak.HostAgent.Output;
using Daybreak.HostAgent.Release;
using Daybreak.HostAgent.Run;
using Microsoft.Extensions.Logging;

namespace Daybreak.HostAgent.CommandLine;

/// <summary>The whole program, without a process around it.</summary>
internal static class Cli
{
    /// <summary>Exit code of a failure, whatever it was; as Flyway's.</summary>
    public const int Failure = 1;

    /// <summary>Does what the arguments say.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CliHost host, CancellationToken cancellationToken)
    {
        if (arguments is ["release", ..])
        {
            return await ReleaseCommand.ExecuteAsync(arguments, host.Output, host.Error, cancellationToken);
        }

        if (arguments is ["bootstrap", ..])
        {
            arguments = BootstrapArguments.ToRun(arguments, Guid.NewGuid());
        }

        if (arguments is ["run", ..])
        {
            return await RunCommand.ExecuteAsync(arguments, host.Output, host.Error, cancellationToken);
        }

        if (VersionText.IsAllThatIsAskedFor(arguments))
        {
            await host.Output.WriteLineAsync(VersionText.Line);
            return 0;
        }

        var problems = new ConfigurationProblems();
        var parsed = ArgumentParser.Parse(arguments, problems);
        if (parsed.Help)
        {
            HelpText.Write(host.Output, parsed.Commands);
            return 0;
        }

        if (parsed.Commands.Count == 0 && problems.All.Count == 0)
        {
            // Flyway's exit code for a call without a command; a reader of JSON must not meet sentences.
            HelpText.WriteUsage(parsed.Json ? host.Error : host.Output);
            return 0;
        }

        return await ExecuteAsync(parsed, host, problems, cancellationToken);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong, the caller gets one clear error and an exit code.")]
    private static async Task<int> ExecuteAsync(
        Arguments parsed, CliHost host, ConfigurationProblems problems, CancellationToken cancellationToken)
    {
        var output = new OutputSettings { Json = parsed.Json, Debug = parsed.Flags.Contains("X") };
        try
        {
            var loaded = ConfigurationLoader.Load(parsed, host.Environment, host.WorkingDirectory, problems);
            output = loaded.Settings.Output with { File = Absolute(loaded.Settings.Output.File, loaded.Settings.Engine.WorkingDirectory) };
            problems.ThrowIfAny();
            return await ExecuteAsync(parsed, loaded, output, host, cancellationToken);
        }
        catch (Exception error)
        {
            using var logger = Logger(output, host);
            logger.LogFailure(error);
            var failed = new CommandOutcome(new ErrorAnswer(ErrorReport.Item(error)), string.Empty, ErrorReport.Text(error));
            Answering.Write([failed], output.Json, null, host.Output, logger);
            return Failure;
        }
    }

    private static async Task<int> ExecuteAsync(
        Arguments parsed, LoadedConfiguration loaded, OutputSettings output, CliHost host, CancellationToken cancellationToken)
    {
        using var logger = Logger(output, host);
        if (parsed.Version)
        {
            logger.LogNotice(new ConfigurationNotice(LogLevel.Information, VersionText.Line));
        }

        foreach (var notice in loaded.Settings.Notices)
        {
            logger.LogNotice(notice);
        }

        var input = loaded.Settings.Connection;
        var policy = ConnectRetryPolicy.Flyway(input.ConnectRetries ?? 0, input.ConnectRetriesInterval);
        await using var connector = new DatabaseConnector(loaded.Connection!, policy, logger, host.Time);
        var outcomes = await new CommandRunner(loaded.Settings, connector, logger, host.Time).RunAsync(parsed.ToRun, cancellationToken);
        Answering.Write(outcomes, output.Json, output.File, host.Output, logger);
        return outcomes.All(o => o.Success) ? 0 : Failure;
    }

    private static ConsoleLogger Logger(OutputSettings output, CliHost host) => new(
        host.Error,
        Level(output),
        output.Color ?? host.ErrorIsTerminal,
        host.ErrorIsTerminal && !output.Json,
        host.Time);

    // In JSON the document says it all; warnings are still told to whoever watches.
    private static LogLevel Level(OutputSettings output) => output switch
    {
        { Quiet: true } => LogLevel.Warning,
        { Debug: true } => LogLevel.Debug,
        { Json: true } => LogLevel.Warning,
        _ => LogLevel.Information,
    };

    private static string? Absolute(string? path, string workingDirectory) => path is null ? null : Path.GetFullPath(path, workingDirectory);
}
