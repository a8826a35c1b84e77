using System.Diagnostics.CodeAnalysis;
using Daybreak.LocalCloud.Lambda;
using Daybreak.LocalCloud.Ssm;
using Microsoft.Extensions.Logging.Abstractions;

namespace Daybreak.LocalCloud.Tests.Lambda;

[SuppressMessage("Interoperability", "CA1416", Justification = "The function's scripts need a system with sh.")]
public sealed class A_function_process : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("daybreak-function-test-").FullName;

    [Fact]
    public async Task That_ends_has_failed_its_event_and_is_started_again()
    {
        var starts = 0;
        await using var function = Host("exit 7", () => starts++);
        function.Start();

        var first = await function.InvokeAsync(new Invocation("{}"));
        var second = await function.InvokeAsync(new Invocation("{}"));

        Assert.True(first.IsError && second.IsError);
        Assert.Contains("Runtime.ExitError", first.Payload, StringComparison.Ordinal);
        Assert.Contains("exit status 7", second.Payload, StringComparison.Ordinal);
        Assert.True(starts >= 2);
    }

    [Fact]
    public async Task That_hangs_is_killed_when_its_time_is_over()
    {
        var pidFile = Path.Combine(_directory, "pid");
        await using var function = Host($"echo $$ > {pidFile}; exec sleep 60", () => { });
        function.Start();
        var invocation = function.InvokeAsync(new Invocation("{}"));
        // The process itself never asks; somebody takes the event in its place.
        await function.NextAsync(CancellationToken.None);

        var result = await invocation;

        Assert.Contains("Task timed out after 1.00 seconds", result.Payload, StringComparison.Ordinal);
        var pid = (await File.ReadAllTextAsync(pidFile)).Trim();
        await GoneAsync(int.Parse(pid, null));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static async Task GoneAsync(int pid)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (System.Diagnostics.Process.GetProcesses().Any(p => p.Id == pid && !p.HasExited))
        {
            await Task.Delay(20, patience.Token);
        }
    }

    private FunctionHost Host(string script, Action started)
    {
        var executable = Path.Combine(_directory, "bootstrap");
        File.WriteAllText(executable, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(executable, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var definition = new FunctionDefinition { Name = "f", Timeout = TimeSpan.FromSeconds(1) };
        return new FunctionHost(definition, Start, TimeProvider.System, NullLogger.Instance);

        FunctionProcess Start()
        {
            started();
            return FunctionProcess.Start(executable, ScriptEnvironment.Create([]), "f", NullLogger.Instance);
        }
    }
}
