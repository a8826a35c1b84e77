using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using Daybreak.HostAgent.Run;
using Daybreak.LocalCloud.S3;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Daybreak.HostAgent.Tests.Run;

/// <summary>S3 as LocalCloud speaks it, and the other services' calls that a run makes, on a free loopback port.</summary>
internal sealed class LoopbackCloud : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly S3Service _s3;

    private LoopbackCloud(WebApplication server, S3Service s3, string directory)
    {
        _server = server;
        _s3 = s3;
        Directory = directory;
    }

    public string Directory { get; }

    public Uri Endpoint => new(_server.Urls.First());

    public string WorkDirectory => Path.Combine(Directory, "work");

    public S3Faults S3Faults => _s3.Faults;

    /// <summary>Asked first for every request, with the action of a JSON service, else the path; true: it has answered, or cut the connection.</summary>
    public Func<string, HttpContext, Task<bool>>? Instead { get; set; }

    /// <summary>SSM parameters by name.</summary>
    public ConcurrentDictionary<string, string> Parameters { get; } = new();

    /// <summary>Texts of secrets by <c>arn</c> and staging label: <c>arn AWSCURRENT</c>.</summary>
    public ConcurrentDictionary<string, string> Secrets { get; } = new();

    /// <summary>How often each secret was read, by the same keys.</summary>
    public ConcurrentQueue<string> SecretsRead { get; } = new();

    /// <summary>Entries of PutEvents.</summary>
    public ConcurrentQueue<JsonNode> Events { get; } = new();

    public static async Task<LoopbackCloud> StartAsync()
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("daybreak-run-").FullName;
        var s3 = new S3Service(
            new S3Options { Directory = Path.Combine(directory, "s3") }, TimeProvider.System, NullLogger<S3Service>.Instance);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var cloud = new LoopbackCloud(server, s3, directory);
        server.Run(cloud.AnswerAsync);
        await server.StartAsync();
        return cloud;
    }

    public AwsClients Clients() => AwsClients.Create(new RunEnvironment { Region = "eu-central-1", Endpoint = Endpoint });

    /// <summary>The environment of a run, by variable.</summary>
    public string? Variable(string name) => name switch
    {
        "AWS_REGION" => "eu-central-1",
        "AWS_ENDPOINT_URL" => Endpoint.AbsoluteUri,
        "DAYBREAK_WORK_DIR" => WorkDirectory,
        _ => null,
    };

    public Task CreateBucketAsync(string name, bool versioned = true) => _s3.EnsureBucketAsync(name, versioned, CancellationToken.None);

    public async Task<string> PutAsync(string bucket, string key, string content)
    {
        using var clients = Clients();
        var request = new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = content };
        return (await clients.S3.PutObjectAsync(request)).VersionId;
    }

    public async Task DeleteAsync(string bucket, string key)
    {
        using var clients = Clients();
        await clients.S3.DeleteObjectAsync(bucket, key);
    }

    public async Task<string> GetAsync(string bucket, string key)
    {
        using var clients = Clients();
        using var response = await clients.S3.GetObjectAsync(bucket, key);
        using var reader = new StreamReader(response.ResponseStream);
        return await reader.ReadToEndAsync();
    }

    public async Task<IReadOnlyList<string>> KeysAsync(string bucket)
    {
        using var clients = Clients();
        var response = await clients.S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket });
        return [.. (response.S3Objects ?? []).Select(o => o.Key)];
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _s3.DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var target = context.Request.Headers["X-Amz-Target"].ToString();
        var action = target[(target.IndexOf('.', StringComparison.Ordinal) + 1)..];
        if (Instead is { } instead && await instead(target.Length == 0 ? context.Request.Path.ToString() : action, context))
        {
            return;
        }

        if (target.Length == 0)
        {
            await _s3.HandleAsync(context);
            return;
        }

        var request = (await JsonNode.ParseAsync(context.Request.Body))!;
        var answer = action switch
        {
            "GetParameter" => Parameter((string)request["Name"]!),
            "GetParametersByPath" => ParametersBelow((string)request["Path"]! + "/", (string?)request["NextToken"]),
            "GetSecretValue" => Secret((string)request["SecretId"]!, (string?)request["VersionStage"] ?? "AWSCURRENT"),
            "PutEvents" => Put(request["Entries"]!.AsArray()),
            _ => null,
        };
        context.Response.StatusCode = answer is null || answer["__type"] is not null ? 400 : 200;
        context.Response.ContentType = "application/x-amz-json-1.1";
        await context.Response.WriteAsync((answer ?? new JsonObject { ["__type"] = "UnknownOperationException" }).ToJsonString());
    }

    private JsonObject Parameter(string name) => Parameters.TryGetValue(name, out var value)
        ? new JsonObject { ["Parameter"] = new JsonObject { ["Name"] = name, ["Type"] = "String", ["Value"] = value, ["Version"] = 1 } }
        : new JsonObject { ["__type"] = "ParameterNotFound" };

    // A page at a time, as the service does, which gives ten at most.
    private JsonObject ParametersBelow(string path, string? after)
    {
        var names = Parameters.Keys.Where(name => name.StartsWith(path, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Where(name => string.CompareOrdinal(name, after) > 0).ToList();
        var page = names.Take(10).Select(name => Parameter(name)["Parameter"]!.DeepClone()).ToArray();
        var answer = new JsonObject { [nameof(Parameters)] = new JsonArray(page) };
        if (names.Count > page.Length)
        {
            answer["NextToken"] = names[page.Length - 1];
        }

        return answer;
    }

    private JsonObject Secret(string id, string stage)
    {
        SecretsRead.Enqueue(stage);
        return Secrets.TryGetValue($"{id} {stage}", out var value)
            ? new JsonObject { ["ARN"] = id, ["Name"] = id, ["SecretString"] = value, ["VersionId"] = "1" }
            : new JsonObject { ["__type"] = "ResourceNotFoundException", ["message"] = "Secrets Manager can't find the specified secret." };
    }

    private JsonObject Put(JsonArray entries)
    {
        foreach (var entry in entries)
        {
            Events.Enqueue(entry!.DeepClone());
        }

        return new JsonObject { ["FailedEntryCount"] = 0, ["Entries"] = new JsonArray() };
    }
}
