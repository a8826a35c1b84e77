using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Daybreak.Benchmarks.Lambda;

/// <summary>
/// The far end of one program's HTTP calls: Lambda's Runtime API and SSM on one port, with as little of its own between the bytes and the clock
/// as can be.
/// </summary>
internal sealed class HttpPeer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, CancellationToken, Task<string>> _answer;

    /// <summary>Listens at once.</summary>
    /// <param name="answer">Gives the whole response to a request, of which it gets the first line.</param>
    public HttpPeer(Func<string, CancellationToken, Task<string>> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = FormattableString.Invariant($"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
    }

    public string Address { get; }

    /// <summary>Serves connections until it is cancelled.</summary>
    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptSocketAsync(cancellationToken), cancellationToken));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    /// <summary>A response with a body.</summary>
    public static string Response(string status, string body, params string[] headers) =>
        $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
        + string.Concat(headers.Select(header => header + "\r\n")) + "\r\n" + body;

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync(Socket socket, CancellationToken cancellationToken)
    {
        using var connection = socket;
        socket.NoDelay = true;
        var buffer = new byte[1 << 16];
        var held = 0;
        try
        {
            while (true)
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(held), cancellationToken);
                if (read == 0)
                {
                    return;
                }

                held += read;
                if (LengthOf(buffer.AsSpan(0, held)) is { } length && length <= held)
                {
                    held = 0;
                    var line = Encoding.ASCII.GetString(buffer, 0, Array.IndexOf(buffer, (byte)'\r'));
                    await socket.SendAsync(Encoding.UTF8.GetBytes(await _answer(line, cancellationToken)), cancellationToken);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The program has ended, or the case has.
        }
    }

    /// <summary>The length of the request that begins there; null while its head is not all there.</summary>
    private static int? LengthOf(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        var body = Encoding.ASCII.GetString(bytes[..end]).Split("\r\n")
            .Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            .Select(line => int.Parse(line.AsSpan("Content-Length:".Length), provider: System.Globalization.CultureInfo.InvariantCulture))
            .FirstOrDefault();
        return end + 4 + body;
    }
}
