using System.Text.Json.Nodes;

namespace Daybreak.EndToEnd.Tests.Processes;

/// <summary>The LocalCloud that most tests share; each test takes databases of its own.</summary>
public sealed class LocalCloudFixture : IAsyncLifetime
{
    private Queue<string> _fresh = new();

    public LocalCloudProcess Cloud { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Cloud = await LocalCloudProcess.StartAsync();
        var answer = await Cloud.CallAsync(
            "AmazonSSM.GetParametersByPath", new JsonObject { ["Path"] = "/daybreak/dev", ["MaxResults"] = 1000 });
        _fresh = new Queue<string>(answer["Parameters"]!.AsArray().Select(parameter => parameter!["Name"]!.ToString().Split('/')[^1])
            .Where(name => name.StartsWith("Fresh", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    public Task DisposeAsync() => Cloud.DisposeAsync().AsTask();

    /// <summary>A database, with its bucket and trigger, that no other test has used.</summary>
    public Task<LocalDatabase> FreshDatabaseAsync() => _fresh.TryDequeue(out var name)
        ? LocalDatabase.OpenAsync(Cloud, name)
        : throw new InvalidOperationException("No fresh database is left; eng/test.sh synthesises the stack with too few of them.");
}
