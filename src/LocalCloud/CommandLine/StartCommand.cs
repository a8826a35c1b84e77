using System.Runtime.InteropServices;
using Daybreak.LocalCloud.Hosting;

namespace Daybreak.LocalCloud.CommandLine;

/// <summary><c>localcloud start</c>: serves until it is told to stop.</summary>
internal static class StartCommand
{
    public static async Task<int> RunAsync(StartOptions options, CancellationToken cancellationToken)
    {
        await using var server = await LocalCloudServer.StartAsync(options, TimeProvider.System, cancellationToken);
        var state = new RunningState(
            server.Endpoint,
            Environment.ProcessId,
            server.StopSwitch.Token,
            Summary.Write(server.Description, server.Postgres.Address, server.Postgres.HasTls));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await state.WriteAsync(options.StateDirectory, cancellationToken);
        try
        {
            await Console.Out.WriteAsync(state.Summary);
            await Console.Out.FlushAsync(cancellationToken);
            await server.StopSwitch.Thrown;
        }
        finally
        {
            RunningState.Remove(options.StateDirectory);
        }

        return 0;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            server.StopSwitch.Throw();
        }
    }
}
