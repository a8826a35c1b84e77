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
            ForgetStale(stateDirectory);
            await Console.Out.WriteLineAsync("No LocalCloud runs here.");
            return 0;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_patience);
        try
        {
            await AskAsync(state, patience.Token);
            await WaitAsync(stateDirectory, patience.Token);
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

    private static void ForgetStale(string stateDirectory)
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

    // The lock is the last thing that LocalCloud lets go.
    private static async Task WaitAsync(string stateDirectory, CancellationToken cancellationToken)
    {
        while (StateDirectory.IsInUse(stateDirectory))
        {
            await Task.Delay(_poll, cancellationToken);
        }
    }
}
