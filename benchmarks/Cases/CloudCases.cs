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
    private const string Fleet = "Products";
    private const int FleetSize = 1_000;
    private readonly HashSet<bool> _fleets = [];
    private readonly string _state = Path.Combine(bench.Directory, "cloud");
    private LocalClient? _client;
    private NpgsqlConnection? _connection;
    private string _endpoint = string.Empty;
    private string _bucket = string.Empty;
    private int _version;
    private int _runs;

    /// <summary>From the upload of a migration to its row in the history, with settle time 0.</summary>
    public async Task<BenchmarkCase> UploadAsync(CancellationToken cancellationToken)
    {
        await StartAsync(cancellationToken);
        // The first run creates the history table and warms LocalCloud, which is not what is shipped.
        for (var i = 0; i < 15; i++)
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

    /// <summary>Databases of one server, all up to date: one run for all of them, or for a part.</summary>
    /// <param name="databases">1, 10, 100 or 1000.</param>
    /// <param name="isSecured">
    /// Whether they are on LocalCloud's server, with verified TLS and a password, as in AWS; otherwise on the server of all other cases.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<BenchmarkCase> FleetAsync(int databases, bool isSecured, CancellationToken cancellationToken)
    {
        await StartAsync(cancellationToken);
        var connection = await MakeFleetAsync(isSecured, cancellationToken);
        var (part, first) = databases switch
        {
            1 => ("tenant_0001", 1),
            10 => ("tenant_001*", 10),
            100 => ("tenant_01*", 100),
            FleetSize => ("tenant_*", 0),
            _ => throw new BenchmarkException(FormattableString.Invariant($"There is no part of {databases} databases.")),
        };
        return new BenchmarkCase(
            FormattableString.Invariant(
                $"{databases:N0} databases of one server{(isSecured ? " with TLS and a password" : "")}, nothing to do, one `daybreak run` for all (psql: `select 1` in each, as many at once as there are cores)"),
            [
                new Contender(Contender.Daybreak, token => RunAsync($"{Fleet}/{part}", token)),
                new Contender(Contender.Psql, token => bench.Launcher.RunAsync(SelectInEach(connection, first, databases), token)),
            ],
            [Bar.Time(Contender.Daybreak, 5 * databases) with { Text = "at most 5 ms per database" }]);
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

    /// <summary>The floor: a connection to each database, with the agent's user, password and TLS, and one statement.</summary>
    private Command SelectInEach(NpgsqlConnectionStringBuilder connection, int first, int databases) => new(
        "/bin/sh",
        [
            "-c", "seq -f 'tenant_%04g' \"$1\" \"$2\" | xargs -P \"$(nproc)\" -I '{}' \"$3\" -XAqt -d '{}' -c 'select 1' >/dev/null", "sh",
            first.ToString(CultureInfo.InvariantCulture), (first + databases - 1).ToString(CultureInfo.InvariantCulture), bench.Server.Psql,
        ])
    {
        Environment = new Dictionary<string, string>
        {
            ["PGHOST"] = connection.Host!,
            ["PGPORT"] = connection.Port.ToString(CultureInfo.InvariantCulture),
            ["PGUSER"] = connection.Username!,
            ["PGPASSWORD"] = connection.Password!,
            ["PGSSLMODE"] = connection.SslMode == SslMode.Disable ? "disable" : "verify-full",
            ["PGSSLROOTCERT"] = Path.Combine(_state, "postgres-ca.pem"),
        },
    };

    /// <summary>Makes the databases of the fleet and migrates them.</summary>
    private async Task<NpgsqlConnectionStringBuilder> MakeFleetAsync(bool isSecured, CancellationToken cancellationToken)
    {
        var own = await ConfigureAsync(Fleet, isSecured ? UseOwnServer : UseServerOfBench, cancellationToken);
        own["databaseName"] = "tenant_0000";
        var connection = await ConnectionOfAsync(own, cancellationToken);
        connection.SslMode = isSecured ? SslMode.Prefer : SslMode.Disable;
        if (!_fleets.Add(isSecured))
        {
            return connection;
        }

        if (!isSecured)
        {
            await bench.Server.ExecuteAsync("postgres", $"CREATE ROLE \"{connection.Username}\" SUPERUSER LOGIN", cancellationToken);
        }

        for (var i = 0; i < FleetSize; i++)
        {
            var create = FormattableString.Invariant($"CREATE DATABASE tenant_{i:0000}");
            await (isSecured ? ExecuteAsync(create, cancellationToken) : bench.Server.ExecuteAsync("postgres", create, cancellationToken));
        }

        await PutAsync(own["bucket"]!.ToString(), "V1__bench.sql", "CREATE TABLE bench (id int);\n", cancellationToken);
        await EndOfRunsAsync(cancellationToken);
        return connection;

        void UseOwnServer(JsonObject settings)
        {
            settings.Remove("databaseName");
            settings["databases"] = "tenant_*";
            settings.Remove("sslMode");
            (settings["host"], settings["port"]) = (_connection!.Host, _connection.Port);
        }

        void UseServerOfBench(JsonObject settings)
        {
            UseOwnServer(settings);
            (settings["host"], settings["port"], settings["sslMode"]) = ("127.0.0.1", bench.Server.Port, "disable");
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The agent, as the SSM document starts it.</summary>
    private Task<Measurement> RunAsync(string selection, CancellationToken cancellationToken) => bench.Launcher.RunAsync(
        new Command(
            bench.Executables.Daybreak,
            ["run", "migrate", "--stage", "dev", "--database", selection, "--run-id", FormattableString.Invariant($"bench-{++_runs}")])
        {
            Environment = new Dictionary<string, string>
            {
                ["AWS_ENDPOINT_URL"] = _endpoint,
                ["AWS_REGION"] = "us-east-1",
                ["AWS_ACCESS_KEY_ID"] = "local",
                ["AWS_SECRET_ACCESS_KEY"] = "local",
                ["DAYBREAK_WORK_DIR"] = Path.Combine(bench.Directory, "work"),
                ["PGSSLROOTCERT"] = Path.Combine(_state, "postgres-ca.pem"),
            },
        },
        cancellationToken);

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_client is not null)
        {
            return;
        }

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
        _endpoint = running.Endpoint;
        _client = new LocalClient(_endpoint);
        var settings = await ConfigureAsync(Database, settings => settings["settleSeconds"] = 0, cancellationToken);
        _bucket = settings["bucket"]!.ToString();
        await ConnectAsync(settings, cancellationToken);
    }

    /// <summary>Changes the settings of a database, and gives them.</summary>
    private async Task<JsonObject> ConfigureAsync(string database, Action<JsonObject> change, CancellationToken cancellationToken)
    {
        var name = $"/daybreak/dev/{database}";
        var parameter = await _client!.CallAsync("AmazonSSM.GetParameter", new JsonObject { ["Name"] = name }, cancellationToken);
        var settings = JsonNode.Parse(parameter["Parameter"]!["Value"]!.ToString())!.AsObject();
        change(settings);
        await _client.CallAsync(
            "AmazonSSM.PutParameter",
            new JsonObject { ["Name"] = name, ["Type"] = "String", ["Overwrite"] = true, ["Value"] = settings.ToJsonString() },
            cancellationToken);
        return settings;
    }

    private async Task PutAsync(string bucket, string key, string sql, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(sql));
        await _client!.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, InputStream = content }, cancellationToken);
    }

    private async Task ConnectAsync(JsonObject settings, CancellationToken cancellationToken)
    {
        _connection = new NpgsqlConnection((await ConnectionOfAsync(settings, cancellationToken)).ConnectionString);
        await _connection.OpenAsync(cancellationToken);
    }

    private async Task<NpgsqlConnectionStringBuilder> ConnectionOfAsync(JsonObject settings, CancellationToken cancellationToken)
    {
        var answer = await _client!.CallAsync(
            "secretsmanager.GetSecretValue", new JsonObject { ["SecretId"] = settings["secretArn"]!.ToString() }, cancellationToken);
        var secret = JsonNode.Parse(answer["SecretString"]!.ToString())!;
        return new NpgsqlConnectionStringBuilder
        {
            Host = settings["host"]!.ToString(),
            Port = int.Parse(settings["port"]!.ToString(), CultureInfo.InvariantCulture),
            Database = settings["databaseName"]!.ToString(),
            Username = secret["username"]!.ToString(),
            Password = secret["password"]!.ToString(),
        };
    }

    private async Task<Measurement> UploadOneAsync(CancellationToken cancellationToken)
    {
        var version = ++_version;
        var begun = time.GetTimestamp();
        await PutAsync(
            _bucket,
            FormattableString.Invariant($"V{version}__bench.sql"),
            FormattableString.Invariant($"CREATE TABLE bench_{version} (id int);\n"),
            cancellationToken);
        while (!await IsAppliedAsync(version, cancellationToken))
        {
            if (time.GetElapsedTime(begun) > TimeSpan.FromMinutes(1))
            {
                throw new BenchmarkException($"The migration was not applied within a minute; LocalCloud's log is {RunningState.LogFile(_state)}");
            }

            // Asking more often takes processor time from what is measured.
            await Task.Delay(TimeSpan.FromMilliseconds(3), cancellationToken);
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
