using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Daybreak.HostAgent.Tests.Connecting;

/// <summary>A server that speaks just enough of PostgreSQL's protocol to hear a login and refuse it with an error.</summary>
internal sealed class RefusingServer : IAsyncDisposable
{
    private const int SslRequest = 80877103;
    private readonly string _sqlState;
    private readonly bool _wantsPassword;
    private readonly LoopbackListener _listener;

    public RefusingServer(string sqlState, bool wantsPassword = false)
    {
        (_sqlState, _wantsPassword) = (sqlState, wantsPassword);
        _listener = new LoopbackListener(RefuseAsync);
    }

    public int Port => _listener.Port;

    /// <summary>The startup parameters of each login, in order.</summary>
    public List<Dictionary<string, string>> Logins { get; } = [];

    /// <summary>The passwords that were sent.</summary>
    public List<string> Passwords { get; } = [];

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private async Task RefuseAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var message = await ReadAsync(stream, cancellationToken);
        while (BinaryPrimitives.ReadInt32BigEndian(message) == SslRequest)
        {
            await stream.WriteAsync("N"u8.ToArray(), cancellationToken);
            message = await ReadAsync(stream, cancellationToken);
        }

        var words = Encoding.UTF8.GetString(message.AsSpan(4)).Split('\0');
        Logins.Add(Enumerable.Range(0, words.Length / 2).Where(i => words[2 * i].Length > 0).ToDictionary(i => words[2 * i], i => words[(2 * i) + 1]));
        if (_wantsPassword)
        {
            await stream.WriteAsync(new byte[] { (byte)'R', 0, 0, 0, 8, 0, 0, 0, 3 }, cancellationToken);
            await stream.ReadExactlyAsync(new byte[1], cancellationToken);
            Passwords.Add(Encoding.UTF8.GetString(await ReadAsync(stream, cancellationToken)).TrimEnd('\0'));
        }

        var fields = Encoding.UTF8.GetBytes($"SFATAL\0VFATAL\0C{_sqlState}\0Mrefused for the test\0\0");
        var header = new byte[5];
        header[0] = (byte)'E';
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(1), fields.Length + 4);
        await stream.WriteAsync(header.Concat(fields).ToArray(), cancellationToken);
    }

    private static async Task<byte[]> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var length = new byte[4];
        await stream.ReadExactlyAsync(length, cancellationToken);
        var body = new byte[BinaryPrimitives.ReadInt32BigEndian(length) - 4];
        await stream.ReadExactlyAsync(body, cancellationToken);
        return body;
    }
}
