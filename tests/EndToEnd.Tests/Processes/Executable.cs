using System.Diagnostics;

namespace Daybreak.EndToEnd.Tests.Processes;

/// <summary>Runs a program to its end.</summary>
internal static class Executable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);

    // What the user's own shell says about AWS, Flyway and databases is not what is tested.
    private static readonly string[] _foreign = ["AWS_", "FLYWAY_", "DAYBREAK_", "PG"];

    /// <exception cref="TimeoutException">The program did not end; it has been killed.</exception>
    public static async Task<ExecutableResult> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Process.Start(Info(program, arguments, environment ?? new Dictionary<string, string>()))!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(_patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException e)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end within {_patience}:\n{await output}{await error}", e);
        }

        return new ExecutableResult(process.ExitCode, await output, await error);
    }

    private static ProcessStartInfo Info(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        foreach (var name in info.Environment.Keys.Where(key => _foreign.Any(f => key.StartsWith(f, StringComparison.Ordinal))).ToList())
        {
            info.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }

        return info;
    }
}
