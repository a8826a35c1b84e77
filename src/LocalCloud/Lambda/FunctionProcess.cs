using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Daybreak.LocalCloud.Lambda;

/// <summary>The function's executable, started as Lambda's <c>provided</c> runtimes start <c>bootstrap</c>.</summary>
internal sealed partial class FunctionProcess : IAsyncDisposable
{
    private readonly Process _process;

    private FunctionProcess(Process process) => _process = process;

    public Task ExitedAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public static FunctionProcess Start(string executable, IReadOnlyDictionary<string, string> environment, string function, ILogger logger)
    {
        var info = new ProcessStartInfo(executable)
        {
            WorkingDirectory = Path.GetDirectoryName(Path.GetFullPath(executable)),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }

        var process = Process.Start(info)!;
        process.StandardInput.Close();
        process.OutputDataReceived += Log;
        process.ErrorDataReceived += Log;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new FunctionProcess(process);

        void Log(object sender, DataReceivedEventArgs line)
        {
            if (!string.IsNullOrEmpty(line.Data))
            {
                LogLine(logger, function, line.Data);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Function}: {Line}")]
    private static partial void LogLine(ILogger logger, string function, string line);
}
