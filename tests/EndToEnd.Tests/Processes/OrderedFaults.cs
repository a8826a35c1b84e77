using System.Text.Json.Nodes;

namespace Daybreak.EndToEnd.Tests.Processes;

/// <summary>Faults that a LocalCloud was told to make; disposing lifts them.</summary>
public sealed class OrderedFaults : IAsyncDisposable
{
    private readonly LocalCloudProcess _cloud;

    private OrderedFaults(LocalCloudProcess cloud) => _cloud = cloud;

    /// <summary>Orders faults in the place of all there were.</summary>
    public static async Task<OrderedFaults> OrderAsync(LocalCloudProcess cloud, params JsonNode[] faults)
    {
        await cloud.OrderFaultsAsync(new JsonArray(faults));
        return new OrderedFaults(cloud);
    }

    /// <summary>How many requests were hit, by all faults.</summary>
    public async Task<int> HitsAsync() => (await _cloud.FaultsAsync()).Sum(fault => fault!["hits"]!.GetValue<int>());

    public async ValueTask DisposeAsync() => await _cloud.OrderFaultsAsync([]);
}
