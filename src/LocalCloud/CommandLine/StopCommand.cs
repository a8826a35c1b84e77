using System.Diagnostics;
using Daybreak.LocalCloud.Hosting;

namespace Daybreak.LocalCloud.CommandLine;

/// <summary><c>localcloud stop</c>: ends the LocalCloud of a state directory and waits until nothing of it is left.</summary>
internal static class StopCommand
{
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(string stateDirectory, CancellationToken cancellationToken)
    {
        var state = await RunningState.ReadAsync(stateDirectory, cancellationToken);
        if (state is null || !StateDirectory.IsInUse(stateDirectory))
        {
            RunningStateIsStale(stateDirectory);
            await Console.Out.WriteLineAsync("No LocalCloud runs here.");
            return 0;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_patience);
        try
        {
            await AskAsync(state, patience.Token);
            await WaitAsync(state.ProcessId, patience.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StartException(
                $"LocalCloud (process {state.ProcessId}) did not stop within {_patience.TotalSeconds:0} s; its log is "
                + $"{RunningState.LogFile(stateDirectory)}.", e);
        }

        await Console.Out.WriteLineAsync("LocalCloud has stopped.");
        return 0;
    }

    private static void RunningStateIsStale(string stateDirectory)
    {
        if (Directory.Exists(stateDirectory))
        {
            RunningState.Remove(stateDirectory);
        }
    }

    private static async Task AskAsync(RunningState state, CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{state.Endpoint}/_localcloud/stop"));
        request.Headers.Add(StopSwitch.Header, state.Token);
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            response.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException e)
        {
            throw new StartException($"LocalCloud (process {state.ProcessId}) does not answer at {state.Endpoint}: {e.Message}", e);
        }
    }

    private static async Task WaitAsync(int processId, CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            while (!process.HasExited)
            {
                await Task.Delay(_poll, cancellationToken);
            }
        }
        catch (ArgumentException)
        {
            // There is no such process any more.
        }
    }
}
