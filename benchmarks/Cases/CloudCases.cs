using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.S3.Model;
using Daybreak.Benchmarks.Measuring;
using Daybreak.LocalCloud.CommandLine;
using Daybreak.LocalCloud.Demo;
using Npgsql;

namespace Daybreak.Benchmarks.Cases;

/// <summary>Cases of the whole: LocalCloud, the trigger and the agent, with a durable PostgreSQL server of LocalCloud's own.</summary>
internal sealed class CloudCases(Bench bench, TimeProvider time) : IAsyncDisposable
{
    private const string Database = "Users";
    private readonly string _state = Path.Combine(bench.Directory, "cloud");
    private LocalClient? _client;
    private NpgsqlConnection? _connection;
    private string _bucket = string.Empty;
    private int _version;

    /// <summary>From the upload of a migration to its row in the history, with settle time 0.</summary>
    public async Task<BenchmarkCase> UploadAsync(CancellationToken cancellationToken)
    {
        await StartAsync(cancellationToken);
        // The first run creates the history table and warms LocalCloud, which is not what is shipped.
        for (var i = 0; i < 5; i++)
        {
            await UploadOneAsync(cancellationToken);
        }

        return new BenchmarkCase(
            "upload to applied through LocalCloud, settle time 0",
            [new Contender(Contender.Daybreak, UploadOneAsync)],
            [Bar.Time(Contender.Daybreak, 150)])
        {
            Runs = 21,
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        _client?.Dispose();
        if (File.Exists(RunningState.File(_state)))
        {
            await Tool.RunAsync(new Command(bench.Executables.LocalCloud, ["stop", "--state", _state]), CancellationToken.None);
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(_state))
        {
            Directory.Delete(_state, recursive: true);
        }

        var executables = bench.Executables;
        using var start = Process.Start(new ProcessStartInfo(
            executables.LocalCloud,
            [
                "start", "--template", executables.Template, "--agent", executables.Daybreak, "--trigger", executables.Bootstrap,
                "--state", _state, "--port", "0", "--detach",
            ])
        {
            RedirectStandardOutput = true,
        })!;
        await start.WaitForExitAsync(cancellationToken);
        var running = await RunningState.ReadAsync(_state, cancellationToken)
            ?? throw new BenchmarkException("LocalCloud did not start; its log is " + RunningState.LogFile(_state));
        _client = new LocalClient(running.Endpoint);

        var name = $"/daybreak/dev/{Database}";
        var parameter = await _client.CallAsync("AmazonSSM.GetParameter", new JsonObject { ["Name"] = name }, cancellationToken);
        var settings = JsonNode.Parse(parameter["Parameter"]!["Value"]!.ToString())!.AsObject();
        settings["settleSeconds"] = 0;
        await _client.CallAsync(
            "AmazonSSM.PutParameter",
            new JsonObject { ["Name"] = name, ["Type"] = "String", ["Overwrite"] = true, ["Value"] = settings.ToJsonString() },
            cancellationToken);
        _bucket = settings["bucket"]!.ToString();
        await ConnectAsync(settings, cancellationToken);
    }

    private async Task ConnectAsync(JsonObject settings, CancellationToken cancellationToken)
    {
        var answer = await _client!.CallAsync(
            "secretsmanager.GetSecretValue", new JsonObject { ["SecretId"] = settings["secretArn"]!.ToString() }, cancellationToken);
        var secret = JsonNode.Parse(answer["SecretString"]!.ToString())!;
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = settings["host"]!.ToString(),
            Port = int.Parse(settings["port"]!.ToString(), CultureInfo.InvariantCulture),
            Database = settings["databaseName"]!.ToString(),
            Username = secret["username"]!.ToString(),
            Password = secret["password"]!.ToString(),
        };
        _connection = new NpgsqlConnection(builder.ConnectionString);
        await _connection.OpenAsync(cancellationToken);
    }

    private async Task<Measurement> UploadOneAsync(CancellationToken cancellationToken)
    {
        var version = ++_version;
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(FormattableString.Invariant($"CREATE TABLE bench_{version} (id int);\n")));
        var begun = time.GetTimestamp();
        await _client!.S3.PutObjectAsync(
            new PutObjectRequest { BucketName = _bucket, Key = FormattableString.Invariant($"V{version}__bench.sql"), InputStream = content },
            cancellationToken);
        while (!await IsAppliedAsync(version, cancellationToken))
        {
            if (time.GetElapsedTime(begun) > TimeSpan.FromMinutes(1))
            {
                throw new BenchmarkException($"The migration was not applied within a minute; LocalCloud's log is {RunningState.LogFile(_state)}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), cancellationToken);
        }

        var measured = new Measurement(time.GetElapsedTime(begun).TotalMilliseconds);
        await EndOfRunsAsync(cancellationToken);
        return measured;
    }

    private async Task<bool> IsAppliedAsync(int version, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_catalog.to_regclass($1) IS NOT NULL", _connection);
        command.Parameters.Add(new NpgsqlParameter { Value = FormattableString.Invariant($"bench_{version}") });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The next upload must not meet the end of the run before.</summary>
    private async Task EndOfRunsAsync(CancellationToken cancellationToken)
    {
        bool ended;
        do
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
            var answer = await _client!.CallAsync("AmazonSSM.ListCommands", new JsonObject { ["MaxResults"] = 50 }, cancellationToken);
            ended = answer["Commands"]!.AsArray().All(command => command!["Status"]!.ToString() is "Success" or "Failed" or "TimedOut" or "Cancelled");
        }
        while (!ended);
    }
}
