using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.S3.Model;
using Npgsql;

namespace Daybreak.EndToEnd.Tests.Processes;

/// <summary>A database of a LocalCloud, from the outside: its bucket, its runs, its tables.</summary>
public sealed class LocalDatabase
{
    private const string Document = "Daybreak-dev-Migrate";

    private readonly JsonObject _settings;
    private readonly JsonObject _secret;

    private LocalDatabase(LocalCloudProcess cloud, string name, JsonObject settings, JsonObject secret) =>
        (Cloud, ConfiguredName, _settings, _secret) = (cloud, name, settings, secret);

    public LocalCloudProcess Cloud { get; }

    public string ConfiguredName { get; }

    public string Bucket => _settings["bucket"]!.ToString();

    public string ResultsBucket => _settings["resultsBucket"]!.ToString();

    public string Host => _settings["host"]!.ToString();

    public string Port => _settings["port"]!.ToString();

    public string DatabaseName => _settings["databaseName"]!.ToString();

    public string User => _secret["username"]!.ToString();

    public string Password => _secret["password"]!.ToString();

    /// <summary>Reads a database's settings as the stack left them.</summary>
    /// <param name="cloud">The LocalCloud.</param>
    /// <param name="name">The database whose settings are read.</param>
    /// <param name="alias">What it is called in runs; default its name.</param>
    public static async Task<LocalDatabase> OpenAsync(LocalCloudProcess cloud, string name, string? alias = null)
    {
        var parameter = await cloud.CallAsync("AmazonSSM.GetParameter", new JsonObject { ["Name"] = $"/daybreak/dev/{name}" });
        var settings = JsonNode.Parse(parameter["Parameter"]!["Value"]!.ToString())!.AsObject();
        var secret = await cloud.CallAsync(
            "secretsmanager.GetSecretValue", new JsonObject { ["SecretId"] = settings["secretArn"]!.ToString() });
        return new LocalDatabase(cloud, alias ?? name, settings, JsonNode.Parse(secret["SecretString"]!.ToString())!.AsObject());
    }

    /// <summary>Changes settings in the database's SSM parameter.</summary>
    public Task ConfigureAsync(Action<JsonObject> change)
    {
        change(_settings);
        return Cloud.CallAsync(
            "AmazonSSM.PutParameter",
            new JsonObject
            {
                ["Name"] = $"/daybreak/dev/{ConfiguredName}",
                ["Type"] = "String",
                ["Overwrite"] = true,
                ["Value"] = _settings.ToJsonString(),
            });
    }

    /// <summary>Takes another bucket, which has no trigger: every run is started by hand then.</summary>
    public async Task UseBucketWithoutTriggerAsync()
    {
        var bucket = $"by-hand-{Guid.NewGuid():N}";
        await Cloud.S3.PutBucketAsync(bucket);
        await ConfigureAsync(settings =>
        {
            settings["bucket"] = bucket;
            settings["settleSeconds"] = 0;
        });
    }

    /// <summary>The environment of an agent that is started by hand, on a host of its own.</summary>
    public Dictionary<string, string> HostEnvironment(string workDirectory) => new()
    {
        ["AWS_ENDPOINT_URL"] = Cloud.Endpoint,
        ["AWS_REGION"] = "us-east-1",
        ["AWS_ACCESS_KEY_ID"] = "local",
        ["AWS_SECRET_ACCESS_KEY"] = "local",
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["DAYBREAK_WORK_DIR"] = workDirectory,
        ["PGSSLROOTCERT"] = Path.Combine(Cloud.StateDirectory, "postgres-ca.pem"),
    };

    /// <summary>Opens a connection, as a second client would.</summary>
    public async Task<NpgsqlConnection> ConnectAsync(string? user = null, string? password = null)
    {
        var connection = new NpgsqlConnection(ConnectionString(user ?? User, password ?? Password));
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>The record of a run; null when there is none yet.</summary>
    public async Task<JsonNode?> FindRecordAsync(string runId)
    {
        var keys = await Cloud.S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = ResultsBucket, Prefix = $"{ConfiguredName}/" });
        var key = (keys.S3Objects ?? []).Select(o => o.Key).FirstOrDefault(k => k.EndsWith($"/{runId}.json", StringComparison.Ordinal));
        return key is null ? null : JsonNode.Parse(await ReadObjectAsync(ResultsBucket, key));
    }

    /// <summary>The records of all runs.</summary>
    public async Task<IReadOnlyList<JsonNode>> RecordsAsync()
    {
        var records = new List<JsonNode>();
        var request = new ListObjectsV2Request { BucketName = ResultsBucket, Prefix = $"{ConfiguredName}/" };
        ListObjectsV2Response page;
        do
        {
            page = await Cloud.S3.ListObjectsV2Async(request);
            // Below the day, unlike latest.json and its like.
            foreach (var key in (page.S3Objects ?? []).Select(o => o.Key).Where(key => key.Count(c => c == '/') == 2))
            {
                records.Add(JsonNode.Parse(await ReadObjectAsync(ResultsBucket, key))!);
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
        return records;
    }

    /// <summary>Waits until the statement of a run is under way at the server.</summary>
    public Task UntilAsync(string activity) => Waiting.ForAsync(
        () => QueryAsync($"SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database() AND {activity}"),
        rows => rows.Count > 0,
        _ => activity);

    public Task PutAsync(string key, string sql) => PutAsync(key, Encoding.UTF8.GetBytes(sql));

    public async Task PutAsync(string key, byte[] content)
    {
        using var stream = new MemoryStream(content);
        await Cloud.S3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = key, InputStream = stream });
    }

    /// <summary>Uploads one file after the other; gives the run of each when all have ended, the last one last.</summary>
    public Task<IReadOnlyList<Run>> UploadAsync(params (string Key, string Sql)[] files) => AfterAsync(files.Length, async () =>
    {
        foreach (var (key, sql) in files)
        {
            await PutAsync(key, sql);
        }
    });

    /// <summary>Does something that leads to runs; gives these when they have ended, in the order in which they were asked for.</summary>
    public async Task<IReadOnlyList<Run>> AfterAsync(int runs, Func<Task> action, TimeSpan? patience = null)
    {
        var before = (await CommandsAsync()).Count;
        await action();
        var commands = await Waiting.ForAsync(
            async () => (IReadOnlyList<JsonNode>)[.. (await CommandsAsync()).Skip(before)],
            found => found.Count >= runs && found.All(command => HasEnded(command["Status"]!.ToString())),
            found => string.Join("\n", found.Select(command => command.ToJsonString())),
            patience);
        return await Task.WhenAll(commands.Select(RunAsync));
    }

    /// <summary>Calls the document by hand, and waits for the end.</summary>
    /// <param name="command">The command.</param>
    /// <param name="runId">The run's id.</param>
    /// <param name="selection">What to run it on; default this database.</param>
    public async Task<Run> CallAsync(string command, string runId, string? selection = null)
    {
        var request = new JsonObject
        {
            ["DocumentName"] = Document,
            ["Targets"] = new JsonArray(new JsonObject { ["Key"] = "tag:daybreak:host", ["Values"] = new JsonArray("dev") }),
            ["Parameters"] = Parameters(selection ?? ConfiguredName, command, runId),
        };
        var found = await AfterAsync(1, () => Cloud.CallAsync("AmazonSSM.SendCommand", request));
        return found.Single(run => run.RunId == runId);
    }

    public static JsonObject Parameters(string database, string command, string runId) => new()
    {
        ["Database"] = new JsonArray(database),
        ["Command"] = new JsonArray(command),
        ["RunId"] = new JsonArray(runId),
    };

    public async Task<string> ReadObjectAsync(string bucket, string key)
    {
        using var response = await Cloud.S3.GetObjectAsync(bucket, key);
        using var reader = new StreamReader(response.ResponseStream);
        return await reader.ReadToEndAsync();
    }

    /// <summary>Runs a statement.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Runs a query; gives its rows, the values as text joined by a bar.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection) { AllResultTypesAreUnknown = true };
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetString(i))));
        }

        return rows;
    }

    /// <summary>The schema history: rank, version, description, type, script and success.</summary>
    public Task<IReadOnlyList<string>> HistoryAsync() => QueryAsync(
        "SELECT installed_rank, version, description, type, script, success FROM flyway_schema_history ORDER BY installed_rank");

    /// <summary>The tables in public, but the history.</summary>
    public Task<IReadOnlyList<string>> TablesAsync() => QueryAsync(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'flyway_schema_history' ORDER BY tablename");

    private string ConnectionString(string user, string password) => new NpgsqlConnectionStringBuilder
    {
        Host = Host,
        Port = int.Parse(Port, CultureInfo.InvariantCulture),
        Database = DatabaseName,
        Username = user,
        Password = password,
        Pooling = false,
    }.ConnectionString;

    private static bool HasEnded(string status) => status is not ("Pending" or "InProgress" or "Delayed" or "Cancelling");

    // Oldest first. New commands push others onto the next page, so that one may be seen twice.
    private async Task<IReadOnlyList<JsonNode>> CommandsAsync()
    {
        var commands = new List<JsonNode>();
        var request = new JsonObject { ["MaxResults"] = 50 };
        do
        {
            var page = await Cloud.CallAsync("AmazonSSM.ListCommands", request);
            commands.AddRange(page["Commands"]!.AsArray().Select(node => node!));
            request["NextToken"] = page["NextToken"]?.ToString();
        }
        while (request["NextToken"] is not null);
        return
        [
            .. commands.DistinctBy(command => command["CommandId"]!.ToString())
                .Where(command => command["Parameters"]!["Database"]![0]!.ToString().Split('/')[0] == ConfiguredName).Reverse(),
        ];
    }

    private async Task<Run> RunAsync(JsonNode command)
    {
        var id = command["CommandId"]!.ToString();
        var invocations = await Cloud.CallAsync("AmazonSSM.ListCommandInvocations", new JsonObject { ["CommandId"] = id });
        var invocation = await Cloud.CallAsync("AmazonSSM.GetCommandInvocation", new JsonObject
        {
            ["CommandId"] = id,
            ["InstanceId"] = invocations["CommandInvocations"]![0]!["InstanceId"]!.ToString(),
        });
        return new Run
        {
            RunId = command["Parameters"]!["RunId"]![0]!.ToString(),
            Status = invocation["Status"]!.ToString(),
            ExitCode = invocation["ResponseCode"]!.GetValue<int>(),
            Output = invocation["StandardOutputContent"]!.ToString(),
            Error = invocation["StandardErrorContent"]!.ToString(),
        };
    }
}
