using System.Net;
using System.Net.Sockets;

namespace Daybreak.LocalCloud.Postgres;

/// <summary>Chooses a TCP port on 127.0.0.1.</summary>
internal static class LoopbackPort
{
    /// <summary>The preferred port where nobody listens on it, else one that the system picks.</summary>
    public static int Choose(int? preferred) => preferred is { } port && Bind(port) is { } free ? free : Bind(0)!.Value;

    private static int? Bind(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
