using System.ComponentModel;
using System.Diagnostics;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Resolve;
using Microsoft.Extensions.Logging;

namespace Daybreak.MigrationEngine.Commands;

/// <summary>Runs script migrations and script callbacks as processes of their own; no text of a script's name reaches a shell.</summary>
internal sealed class ScriptProcess(ScriptMigrationOptions? options, PlaceholderValues placeholders, string workingDirectory, ILogger logger)
{
    /// <summary>Runs a script to its end; what it writes goes to the log.</summary>
    /// <exception cref="MigrationException">It cannot be started, or its exit code is not 0.</exception>
    public async Task RunAsync(ScriptSource script, ErrorCode code, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = StartInfo(script) };
        process.OutputDataReceived += (_, line) => Show(line.Data);
        process.ErrorDataReceived += (_, line) => Show(line.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw new MigrationException(
                code,
                $"Failed to execute script {script.Script}: {process.StartInfo.FileName} cannot be started: {e.Message}. "
                + "Install what runs it, or make the file executable and begin it with the line of its interpreter (#!/bin/sh).",
                e);
        }

        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(true);
            throw;
        }

        if (process.ExitCode != 0)
        {
            throw new MigrationException(
                code, $"Failed to execute script {script.Script}: it ended with exit code {process.ExitCode}; what it wrote stands in the log.");
        }
    }

    private ProcessStartInfo StartInfo(ScriptSource script)
    {
        var (program, arguments) = Command(script.Path);
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in options!.Environment)
        {
            start.Environment[name] = value;
        }

        foreach (var (name, value) in placeholders.All(script.Path))
        {
            var variable = name.Replace(placeholders.Options.Separator, "_", StringComparison.Ordinal);
            start.Environment[options.PlaceholderPrefix + variable + options.PlaceholderSuffix] = value;
        }

        return start;
    }

    /// <summary>What runs a file: itself where it is executable, else the program for its extension.</summary>
    private (string Program, string[] Arguments) Command(string path)
    {
        var extension = Path.GetExtension(path);
        var executable = !OperatingSystem.IsWindows()
            && (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
        return extension switch
        {
            _ when Is(".ps1") => (options!.PowershellExecutable ?? (OperatingSystem.IsWindows() ? "powershell" : "pwsh"), ["-File", path]),
            _ when Is(".bat") || Is(".cmd") => ("cmd", ["/c", path]),
            _ when executable && HasInterpreterLine(path) => (path, []),
            _ when Is(".sh") => ("sh", [path]),
            _ when Is(".bash") => ("bash", [path]),
            _ when Is(".py") => (OperatingSystem.IsWindows() ? "python" : "python3", [path]),
            _ => executable ? (path, []) : ("sh", [path]),
        };

        bool Is(string one) => extension.Equals(one, StringComparison.OrdinalIgnoreCase);
    }

    private static bool HasInterpreterLine(string path)
    {
        using var file = File.OpenRead(path);
        return file.ReadByte() == '#' && file.ReadByte() == '!';
    }

    private void Show(string? line)
    {
        if (line is not null)
        {
            Log.ScriptOutput(logger, line);
        }
    }
}
