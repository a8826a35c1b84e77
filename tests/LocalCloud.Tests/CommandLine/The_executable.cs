using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Daybreak.LocalCloud.Postgres;
using Daybreak.LocalCloud.Tests.Hosting;
using Npgsql;

namespace Daybreak.LocalCloud.Tests.CommandLine;

[SuppressMessage("Interoperability", "CA1416", Justification = "LocalCloud's scripts need a system with sh.")]
public sealed class The_executable : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("daybreak-exe-test-").FullName;
    private string _template = "";
    private string _agent = "";

    private string State => Path.Combine(_directory, "state");

    [Fact]
    public async Task Goes_on_in_the_background_and_leaves_nothing_when_stopped()
    {
        var start = await StartAsync("0");
        Assert.Equal((0, ""), (start.ExitCode, start.Error));
        Assert.Contains("bucket      s3://users -> database Users", start.Output, StringComparison.Ordinal);
        var state = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(State, "localcloud.json")))!;
        var postgresPort = (await File.ReadAllTextAsync(Path.Combine(State, "postgres.port"))).Trim();

        var again = await StartAsync("0");
        Assert.Equal(0, again.ExitCode);
        Assert.Contains(state["endpoint"]!.ToString(), again.Output, StringComparison.Ordinal);
        var stop = await RunAsync("stop", "--state", State);
        Assert.Equal((0, "LocalCloud has stopped.\n"), (stop.ExitCode, stop.Output));

        Assert.False(File.Exists(Path.Combine(State, "localcloud.pid")));
        using var http = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri(state["endpoint"]!.ToString())));
        await using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={postgresPort};Username=x;Password=x;Pooling=false");
        Assert.IsAssignableFrom<SocketException>((await Assert.ThrowsAsync<NpgsqlException>(() => connection.OpenAsync())).InnerException);
        Assert.Equal("No LocalCloud runs here.\n", (await RunAsync("stop", "--state", State)).Output);
    }

    [Fact]
    public async Task Does_not_listen_where_the_folder_it_is_started_from_tells_other_servers_to()
    {
        var port = LoopbackPort.Choose(null);
        await File.WriteAllTextAsync(
            Path.Combine(_directory, "appsettings.json"),
            $$"""{ "Kestrel": { "Endpoints": { "Other": { "Url": "http://127.0.0.1:{{port}}" } } } }""");

        var start = await StartAsync("0");

        Assert.Equal((0, ""), (start.ExitCode, start.Error));
        using var other = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() => other.ConnectAsync(IPAddress.Loopback, port));
    }

    [Fact]
    public async Task Says_that_its_port_is_taken()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var start = await StartAsync($"{port}");

        Assert.Equal(1, start.ExitCode);
        Assert.Contains($"Port {port} on 127.0.0.1 is taken.", start.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_which_file_is_missing()
    {
        var start = await RunAsync(
            "start", "--template", Path.Combine(_directory, "none.json"),
            "--agent", _agent, "--trigger", _agent, "--state", State, "--port", "0");

        Assert.Equal(1, start.ExitCode);
        Assert.Contains("none.json", start.Error, StringComparison.Ordinal);
        Assert.Contains("cdk synth", start.Error, StringComparison.Ordinal);
    }

    public async Task InitializeAsync() => (_template, _agent) = await LocalCloudFixture.WriteFilesAsync(_directory);

    public async Task DisposeAsync()
    {
        await RunAsync("stop", "--state", State);
        var idFile = Path.Combine(State, "postgres.id");
        if (File.Exists(idFile))
        {
            Directory.Delete(Path.Combine(Path.GetTempPath(), "daybreak-pg-" + await File.ReadAllTextAsync(idFile)), recursive: true);
        }

        Directory.Delete(_directory, recursive: true);
    }

    // The agent stands in for the trigger: it ends at once, which is the function's failure and not LocalCloud's.
    private Task<(int ExitCode, string Output, string Error)> StartAsync(string port) => RunAsync(
        "start", "--template", _template, "--agent", _agent, "--trigger", _agent, "--state", State, "--port", port, "--detach");

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var info = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "localcloud"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _directory,
        };
        // This is about a server of its own.
        info.Environment.Remove("DAYBREAK_PG");
        using var process = Process.Start(info)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
