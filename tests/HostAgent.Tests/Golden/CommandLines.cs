using System.Diagnostics;
using System.Globalization;
using Daybreak.HostAgent.CommandLine;
using Daybreak.HostAgent.Tests.CommandLine;

namespace Daybreak.HostAgent.Tests.Golden;

/// <summary>Two ways to call the command line.</summary>
internal static class CommandLines
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Without a process: quick.</summary>
    public static async Task<CliResult> InProcessAsync(CommandLineCall call)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var host = new CliHost(call.Environment, call.WorkingDirectory, output, error, ErrorIsTerminal: false, TimeProvider.System);
        var exitCode = await Task.Run(() => Cli.RunAsync(call.Arguments, host, CancellationToken.None)).WaitAsync(Limit);
        return new CliResult(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>By the executable that is shipped.</summary>
    public static async Task<CliResult> AsProcessAsync(CommandLineCall call)
    {
        var start = new ProcessStartInfo(Executable, call.Arguments)
        {
            WorkingDirectory = call.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in call.Environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new CliResult(process.ExitCode, await output, await error);
    }

    private static string Executable
    {
        get
        {
            // artifacts/bin/<project>/<configuration>
            var own = new DirectoryInfo(AppContext.BaseDirectory);
            var configuration = Environment.GetEnvironmentVariable("DAYBREAK_TEST_CONFIGURATION") ?? own.Name;
            return Path.Combine(own.Parent!.Parent!.FullName, "HostAgent", configuration, OperatingSystem.IsWindows() ? "daybreak.exe" : "daybreak");
        }
    }
}
