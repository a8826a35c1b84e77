using Daybreak.LocalCloud.CommandLine;
using Daybreak.LocalCloud.Hosting;

namespace Daybreak.LocalCloud.Demo;

/// <summary><c>localcloud demo</c>: the whole way from upload to applied, through the protocols only.</summary>
internal static class DemoCommand
{
    public static async Task<int> RunAsync(StartOptions options, string migrations, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(migrations))
        {
            throw new StartException($"There is no directory \"{migrations}\" with migrations.");
        }

        var running = await RunningState.ReadAsync(options.StateDirectory, cancellationToken);
        if (running is not null && StateDirectory.IsInUse(options.StateDirectory))
        {
            return await AgainstAsync(running.Endpoint, migrations, cancellationToken);
        }

        await using var server = await LocalCloudServer.StartAsync(options, TimeProvider.System, cancellationToken);
        return await AgainstAsync(server.Endpoint, migrations, cancellationToken);
    }

    private static async Task<int> AgainstAsync(string endpoint, string migrations, CancellationToken cancellationToken)
    {
        using var client = new LocalClient(endpoint);
        var databases = await DemoDatabase.FindAllAsync(client, migrations, cancellationToken);
        await Console.Out.WriteLineAsync($"LocalCloud: {endpoint}");
        var results = await Task.WhenAll(databases.Select(database => database.MigrateAsync(cancellationToken)));
        foreach (var result in results)
        {
            await Console.Out.WriteLineAsync();
            await Console.Out.WriteAsync(result.Report);
        }

        return results.All(result => result.Succeeded) ? 0 : 1;
    }
}
