using System.Text.Json.Nodes;

namespace Daybreak.LocalCloud.Demo;

/// <summary>Follows a database's runs in SSM.</summary>
internal sealed class CommandWatch(LocalClient client, string database)
{
    private static readonly HashSet<string> _unfinished = ["Pending", "InProgress", "Delayed", "Cancelling"];

    private readonly HashSet<string> _old = [];

    /// <summary>Forgets every command that there is: only later ones count.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken) =>
        _old.UnionWith((await ListAsync(cancellationToken)).Select(command => command["CommandId"]!.ToString()));

    /// <summary>How far the later commands have come.</summary>
    public async Task<CommandProgress> LookAsync(CancellationToken cancellationToken)
    {
        var mine = (await ListAsync(cancellationToken)).Where(command => !_old.Contains(command["CommandId"]!.ToString())).ToList();
        var failed = mine.FirstOrDefault(c => c["Status"]!.ToString() is "Failed" or "TimedOut" or "Cancelled");
        return new CommandProgress(
            mine.Count,
            mine.All(command => !_unfinished.Contains(command["Status"]!.ToString())),
            failed is null ? null : await ExplainAsync(failed, cancellationToken));
    }

    private async Task<IEnumerable<JsonNode>> ListAsync(CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync("AmazonSSM.ListCommands", [], cancellationToken);
        return answer["Commands"]!.AsArray().Where(c => c!["Parameters"]?["Database"]?[0]?.ToString() == database).Select(c => c!);
    }

    private async Task<string> ExplainAsync(JsonNode command, CancellationToken cancellationToken)
    {
        var id = command["CommandId"]!.ToString();
        var list = await client.CallAsync("AmazonSSM.ListCommandInvocations", new JsonObject { ["CommandId"] = id }, cancellationToken);
        var request = new JsonObject { ["CommandId"] = id, ["InstanceId"] = list["CommandInvocations"]![0]!["InstanceId"]!.ToString() };
        var invocation = await client.CallAsync("AmazonSSM.GetCommandInvocation", request, cancellationToken);
        return $"Command {id}: {invocation["StatusDetails"]} (exit code {invocation["ResponseCode"]})\n"
            + $"{invocation["StandardOutputContent"]}{invocation["StandardErrorContent"]}";
    }
}
