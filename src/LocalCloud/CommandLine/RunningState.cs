using System.Text.Json.Nodes;

namespace Daybreak.LocalCloud.CommandLine;

/// <summary>What a running LocalCloud leaves in its state directory for the other commands.</summary>
/// <param name="Endpoint">Where it listens.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="Token">What stops it.</param>
/// <param name="Summary">What it says when it is ready.</param>
internal sealed record RunningState(string Endpoint, int ProcessId, string Token, string Summary)
{
    public static string File(string stateDirectory) => Path.Combine(stateDirectory, "localcloud.json");

    public static string PidFile(string stateDirectory) => Path.Combine(stateDirectory, "localcloud.pid");

    public static string LogFile(string stateDirectory) => Path.Combine(Path.GetFullPath(stateDirectory), "localcloud.log");

    /// <summary>The state; null where no LocalCloud is ready there.</summary>
    public static async Task<RunningState?> ReadAsync(string stateDirectory, CancellationToken cancellationToken)
    {
        try
        {
            var json = JsonNode.Parse(await System.IO.File.ReadAllTextAsync(File(stateDirectory), cancellationToken))!;
            return new RunningState(
                json["endpoint"]!.ToString(), json["processId"]!.GetValue<int>(), json["token"]!.ToString(), json["summary"]!.ToString());
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public async Task WriteAsync(string stateDirectory, CancellationToken cancellationToken)
    {
        var json = new JsonObject { ["endpoint"] = Endpoint, ["processId"] = ProcessId, ["token"] = Token, ["summary"] = Summary };
        var file = File(stateDirectory);
        // Written aside and moved, so that nobody reads half of it.
        await System.IO.File.WriteAllTextAsync(file + ".new", json.ToJsonString(), cancellationToken);
        System.IO.File.Move(file + ".new", file, overwrite: true);
        await System.IO.File.WriteAllTextAsync(PidFile(stateDirectory), $"{ProcessId}\n", cancellationToken);
    }

    public static void Remove(string stateDirectory)
    {
        System.IO.File.Delete(File(stateDirectory));
        System.IO.File.Delete(PidFile(stateDirectory));
    }
}
