using System.Diagnostics;

namespace Daybreak.Benchmarks.Measuring;

/// <summary>Programs that are run without being measured.</summary>
internal static class Tool
{
    /// <summary>The path of a program on the PATH; null where there is none.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(directory => Path.Combine(directory, name)).FirstOrDefault(File.Exists);

    /// <summary>Runs a program to its end and gives what it wrote to standard output.</summary>
    /// <exception cref="BenchmarkException">Its exit code is not 0.</exception>
    public static async Task<string> RunAsync(Command command, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = command.Directory ?? Environment.CurrentDirectory,
        };
        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? await output
            : throw new BenchmarkException($"{command} ended with exit code {process.ExitCode}:\n{await output}{await error}");
    }
}
