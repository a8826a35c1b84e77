using System.Net;
using System.Net.Sockets;

namespace Daybreak.Testing;

/// <summary>A port of this machine at which nothing listens.</summary>
public static class FreePort
{
    /// <summary>Finds one; somebody else may take it later.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
