using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;

namespace Daybreak.EndToEnd.Tests.Processes;

/// <summary>A <c>localcloud</c> of its own, started as <c>make up</c> does it, with a PostgreSQL server of its own.</summary>
public sealed class LocalCloudProcess : IAsyncDisposable
{
    private const string Key = "local";

    private readonly string _state;
    private readonly HttpClient _http;

    private LocalCloudProcess(string state, string endpoint, int processId)
    {
        (_state, Endpoint, ProcessId) = (state, endpoint, processId);
        _http = new HttpClient { BaseAddress = new Uri(endpoint) };
        S3 = new AmazonS3Client(
            new BasicAWSCredentials(Key, Key),
            new AmazonS3Config { ServiceURL = endpoint, ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
    }

    public string StateDirectory => _state;

    public string Endpoint { get; }

    public int ProcessId { get; }

    public AmazonS3Client S3 { get; }

    /// <summary>The port of its PostgreSQL server.</summary>
    public int PostgresPort => int.Parse(File.ReadAllText(Path.Combine(_state, "postgres.port")), CultureInfo.InvariantCulture);

    public static string NewState() => Path.Combine(Directory.CreateTempSubdirectory("daybreak-e2e-").FullName, "state");

    public static IReadOnlyList<string> Options(string state, string template) =>
    [
        "--template", template, "--agent", Repository.Agent, "--trigger", Repository.Trigger, "--state", state, "--port", "0",
    ];

    /// <summary>Starts it; returns when it is ready.</summary>
    public static async Task<LocalCloudProcess> StartAsync(string template, params string[] options)
    {
        var state = NewState();
        var start = await Executable.RunAsync(Repository.LocalCloud, ["start", .. Options(state, template), "--detach", .. options]);
        if (start.ExitCode != 0)
        {
            Remove(state);
            throw new InvalidOperationException($"`localcloud start` ended with exit code {start.ExitCode}:\n{start.All}");
        }

        var ready = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(state, "localcloud.json")))!;
        return new LocalCloudProcess(state, ready["endpoint"]!.ToString(), ready["processId"]!.GetValue<int>());
    }

    /// <summary>Removes a state directory, and the data of a server that root cannot keep below it.</summary>
    public static void Remove(string state)
    {
        var id = Path.Combine(state, "postgres.id");
        var data = File.Exists(id) ? Path.Combine(Path.GetTempPath(), $"daybreak-pg-{File.ReadAllText(id).Trim()}") : null;
        foreach (var directory in new[] { data, Path.GetDirectoryName(state) }.OfType<string>().Where(Directory.Exists))
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>Tells it what to answer with errors.</summary>
    internal async Task OrderFaultsAsync(JsonArray faults) => await AskFaultsAsync(HttpMethod.Put, faults);

    /// <summary>The faults with their hits.</summary>
    internal Task<JsonArray> FaultsAsync() => AskFaultsAsync(HttpMethod.Get, null);

    /// <summary>Calls an action of a JSON service; gives the HTTP status and the answer.</summary>
    /// <param name="target">Such as <c>AmazonSSM.SendCommand</c>.</param>
    /// <param name="request">The request.</param>
    public async Task<(int Status, JsonObject Answer)> AskAsync(string target, JsonObject request)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri("/", UriKind.Relative));
        message.Headers.Add("X-Amz-Target", target);
        message.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={Key}");
        message.Content = new StringContent(request.ToJsonString());
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        using var response = await _http.SendAsync(message);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject());
    }

    private async Task<JsonArray> AskFaultsAsync(HttpMethod method, JsonArray? faults)
    {
        using var message = new HttpRequestMessage(method, new Uri("/_localcloud/faults", UriKind.Relative));
        message.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={Key}");
        message.Content = faults is null ? null : new StringContent(faults.ToJsonString());
        using var response = await _http.SendAsync(message);
        var answer = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"The faults were refused: {answer}");
        return JsonNode.Parse(answer)!.AsArray();
    }

    /// <summary>Calls an action that must succeed.</summary>
    public async Task<JsonObject> CallAsync(string target, JsonObject request)
    {
        var (status, answer) = await AskAsync(target, request);
        Assert.True(status == 200, $"{target} was refused: {answer.ToJsonString()}");
        return answer;
    }

    public Task<ExecutableResult> StopAsync() => Executable.RunAsync(Repository.LocalCloud, ["stop", "--state", _state]);

    public async ValueTask DisposeAsync()
    {
        S3.Dispose();
        _http.Dispose();
        await StopAsync();
        Remove(_state);
    }
}
