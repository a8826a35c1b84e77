using System.Diagnostics;

namespace Daybreak.LocalCloud.Ssm;

/// <summary>Runs a command's script as the SSM agent does: <c>sh</c> and the script's file.</summary>
/// <param name="directory">Below it each command gets a directory of its own.</param>
/// <param name="environment">The environment that all commands share.</param>
/// <param name="time">Measures the time that a script may take.</param>
internal sealed class ScriptRunner(string directory, IReadOnlyDictionary<string, string> environment, TimeProvider time)
{
    // The agent's answer for a script that it had to kill.
    private const int KilledCode = 137;

    /// <summary>Runs the script to its end, or until its time is over or <paramref name="cancellationToken"/> says stop: SIGKILL.</summary>
    public async Task<ScriptOutcome> RunAsync(Command command, CancellationToken cancellationToken)
    {
        using var process = Process.Start(await PrepareAsync(command))!;
        process.StandardInput.Close();
        var output = OutputText.ReadAsync(process.StandardOutput, OutputText.StandardOutputLimit);
        var error = OutputText.ReadAsync(process.StandardError, OutputText.StandardErrorLimit);
        using var timeout = new CancellationTokenSource(command.Document.ExecutionTimeout(command.Parameters), time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await process.WaitForExitAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            var status = cancellationToken.IsCancellationRequested ? CommandStatus.Cancelled : CommandStatus.ExecutionTimedOut;
            return new ScriptOutcome(status, KilledCode, await output, await error);
        }

        var ended = process.ExitCode == 0 ? CommandStatus.Success : CommandStatus.Failed;
        return new ScriptOutcome(ended, process.ExitCode, await output, await error);
    }

    private async Task<ProcessStartInfo> PrepareAsync(Command command)
    {
        var workingDirectory = Directory.CreateDirectory(Path.Combine(directory, command.Id)).FullName;
        var script = Path.Combine(workingDirectory, "_script.sh");
        await File.WriteAllTextAsync(script, command.Document.Script(command.Parameters));
        var info = new ProcessStartInfo("/bin/sh", [script])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }

        info.Environment["SSM_COMMAND_ID"] = command.Id;
        info.Environment["AWS_SSM_INSTANCE_ID"] = command.InstanceId;
        return info;
    }
}
