using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Daybreak.EndToEnd.Tests.Processes;
using Daybreak.Testing;

namespace Daybreak.EndToEnd.Tests.Faults;

[Collection(FaultsCollection.Name)]
public sealed class A_server_that_refuses(LocalCloudFixture fixture)
{
    private static readonly TimeSpan _down = TimeSpan.FromSeconds(20);

    [Fact]
    [Trait("Category", "Faults-Long")]
    public async Task Connections_for_twenty_seconds_is_waited_for()
    {
        var database = await fixture.FreshDatabaseAsync();
        var (port, real) = (FreePort.Find(), int.Parse(database.Port, CultureInfo.InvariantCulture));
        await database.ConfigureAsync(settings => settings["port"] = port);
        using var stop = new CancellationTokenSource();

        Task forwarding = Task.CompletedTask;
        var run = Assert.Single(await database.AfterAsync(1, async () =>
        {
            await database.PutAsync("V1__first.sql", "CREATE TABLE first (id int);");
            await Task.Delay(_down);
            forwarding = ForwardAsync(port, real, stop.Token);
        }));

        await stop.CancelAsync();
        await forwarding;
        await database.ConfigureAsync(settings => settings["port"] = real);
        Assert.True(run is { Status: "Success", ExitCode: 0 }, run.All);
        Assert.True(Regex.Count(run.Error, $"127.0.0.1:{port} is not ready: .* Trying again in ") >= 3, run.Error);
        Assert.Equal(["first"], await database.TablesAsync());
        Assert.Empty(await database.QueryAsync(
            "SELECT 1 FROM pg_stat_activity WHERE application_name LIKE 'daybreak %' AND datname = current_database()"));
    }

    private static async Task ForwardAsync(int port, int target, CancellationToken cancellationToken)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(PipeAsync(await listener.AcceptTcpClientAsync(cancellationToken), target, cancellationToken));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private static async Task PipeAsync(TcpClient client, int target, CancellationToken cancellationToken)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, target, cancellationToken);
            await Task.WhenAny(
                near.GetStream().CopyToAsync(far.GetStream(), cancellationToken),
                far.GetStream().CopyToAsync(near.GetStream(), cancellationToken));
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // Its end is the end of the connection.
        }
    }
}
