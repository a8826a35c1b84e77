namespace Daybreak.HostAgent.Run;

/// <summary>
/// The way into the commands that work with AWS: their help, everything that is wrong with arguments and environment at once, and the
/// clients.
/// </summary>
/// <param name="Arguments">All arguments of the program, the first one is the command.</param>
/// <param name="Variable">Looks up a variable of the environment.</param>
/// <param name="Output">The answer.</param>
/// <param name="Error">Everything else.</param>
internal sealed record CommandEntry(IReadOnlyList<string> Arguments, Func<string, string?> Variable, TextWriter Output, TextWriter Error)
{
    /// <summary>Reads the arguments and executes the command.</summary>
    /// <param name="usage">How the command is called.</param>
    /// <param name="parse">Reads what follows the command; null when there is any problem, and then the list holds all of them.</param>
    /// <param name="execute">Does it.</param>
    /// <returns>The exit code: see <see cref="RunExitCode"/>.</returns>
    public async Task<int> ExecuteAsync<T>(
        string usage,
        Func<IReadOnlyList<string>, RunEnvironment, List<string>, T?> parse,
        Func<T, RunEnvironment, AwsClients, Task<RunExitCode>> execute)
        where T : class
    {
        if (Arguments.Contains("--help"))
        {
            await Output.WriteLineAsync($"Usage: {usage}");
            return (int)RunExitCode.Done;
        }

        var problems = new List<string>();
        var environment = RunEnvironment.Read(Variable, problems);
        var parsed = parse([.. Arguments.Skip(1)], environment, problems);
        if (parsed is null || problems.Count > 0)
        {
            await Error.WriteLineAsync($"{string.Join('\n', problems)}\nUsage: {usage.Split('\n')[0]}");
            return (int)RunExitCode.Configuration;
        }

        try
        {
            using var aws = AwsClients.Create(environment);
            return (int)await execute(parsed, environment, aws);
        }
        catch (RunFailedException e)
        {
            // Without clients there is neither a record nor an event of a run: this is all that tells.
            await Error.WriteLineAsync($"{e.Code}: {e.Message}");
            return (int)e.ExitCode;
        }
    }
}
