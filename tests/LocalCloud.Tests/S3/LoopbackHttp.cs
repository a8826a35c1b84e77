using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;

namespace Daybreak.LocalCloud.Tests.S3;

/// <summary>Connects every host name to one port of this machine: not every resolver knows <c>bucket.localhost</c>.</summary>
[SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope",
    Justification = "The client owns its handler, the stream its socket.")]
internal sealed class LoopbackHttp(int port) : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
        new(new SocketsHttpHandler { ConnectCallback = ConnectAsync });

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
