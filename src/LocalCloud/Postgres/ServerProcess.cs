using System.Diagnostics;
using System.Globalization;

namespace Daybreak.LocalCloud.Postgres;

/// <summary>
/// A running <c>postgres</c>, held by a shell that stops it (fast shutdown) as soon as our end of the shell's standard input
/// is gone: by <see cref="StopAsync"/>, or because this process died in whatever way.
/// </summary>
internal sealed class ServerProcess : IDisposable
{
    private const string Keeper =
        """
        trap '' INT HUP
        data=$1 remove=$2
        shift 2
        exec 3<&0 </dev/null >>"$data/server.log" 2>&1
        "$@" 3<&- &
        server=$!
        { read -r _ <&3; while kill -INT "$server" 2>/dev/null; do sleep 1; done; } &
        watcher=$!
        wait "$server"
        code=$?
        kill "$watcher" 2>/dev/null
        if [ "$remove" = yes ]; then cd / && rm -rf "$data"; fi
        exit "$code"
        """;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    public bool HasExited => _process.HasExited;

    public static ServerProcess Start(
        DataDirectory data, PostgresBinaries binaries, ServerAccount account, int port, PostgresServerOptions options)
    {
        string[] keeper = ["-c", Keeper, "sh", data.Path, options.RemoveOnExit ? "yes" : "no"];
        string[] server = [binaries.Postgres, "-D", data.Path, .. Settings(data, port, options.Durable).SelectMany(s => new[] { "-c", s })];
        var process = Process.Start(account.StartInfo("/bin/sh", keeper.Concat(server)))!;
        process.StandardOutput.Close();
        process.StandardError.Close();
        return new ServerProcess(process);
    }

    /// <summary>Stops the server and waits until it is gone.</summary>
    public async Task StopAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(_patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }
    }

    public void Dispose() => _process.Dispose();

    private static IEnumerable<string> Settings(DataDirectory data, int port, bool durable)
    {
        string[] always =
        [
            "listen_addresses=127.0.0.1",
            string.Create(CultureInfo.InvariantCulture, $"port={port}"),
            "unix_socket_directories=",
            $"hba_file={data.AccessFile}",
            "ssl=on",
            $"ssl_cert_file={data.CertificateFile}",
            $"ssl_key_file={data.KeyFile}",
            "password_encryption=scram-sha-256",
            "shared_buffers=32MB",
            "max_connections=200",
            "logging_collector=off",
        ];
        string[] quick = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];
        return durable ? always : always.Concat(quick);
    }
}
