using System.Diagnostics;
using Daybreak.LocalCloud.Hosting;

namespace Daybreak.LocalCloud.CommandLine;

/// <summary><c>localcloud start --detach</c>: starts LocalCloud in the background and returns when it is ready.</summary>
internal static class DetachedStart
{
    // A session of its own, where the system has the tool, lets it outlive the terminal; its output goes to the log.
    private const string Launcher =
        """
        log=$1
        shift
        trap '' HUP
        exec </dev/null >>"$log" 2>&1
        if command -v setsid >/dev/null 2>&1; then exec setsid "$@"; else exec "$@"; fi
        """;

    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(50);

    public static async Task<int> RunAsync(string stateDirectory, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        if (StateDirectory.IsInUse(stateDirectory) && await RunningState.ReadAsync(stateDirectory, cancellationToken) is { } running)
        {
            await Console.Out.WriteAsync(running.Summary);
            return 0;
        }

        StateDirectory.Create(stateDirectory);
        var log = RunningState.LogFile(stateDirectory);
        await File.WriteAllTextAsync(log, "", cancellationToken);
        using var process = Process.Start(new ProcessStartInfo(
            "/bin/sh", ["-c", Launcher, "sh", log, .. Self(), .. arguments.Where(argument => argument != "--detach")]))!;
        while (!process.HasExited)
        {
            if (await RunningState.ReadAsync(stateDirectory, cancellationToken) is { } ready)
            {
                await Console.Out.WriteAsync(ready.Summary);
                await Console.Out.WriteLineAsync($"It goes on in the background; its log is {log}. `localcloud stop` ends it.");
                return 0;
            }

            await Task.Delay(_poll, cancellationToken);
        }

        var lines = await File.ReadAllLinesAsync(log, cancellationToken);
        throw new StartException($"LocalCloud did not start:\n{string.Join('\n', lines.TakeLast(20))}");
    }

    // As `dotnet localcloud.dll` the process is dotnet, and needs the assembly.
    private static string[] Self()
    {
        var program = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? [program, Path.Combine(AppContext.BaseDirectory, "localcloud.dll")]
            : [program];
    }
}
